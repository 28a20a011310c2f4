package testee;

import application.Policy;
import application.Testee;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Spring's CorsFilter in Spring Boot, as the reference documentation shows. */
@SpringBootApplication
class Main {
  public static void main(String[] args) {
    SpringApplication.run(Main.class, args);
  }

  @Bean
  Testee testee() {
    return Testee.of(CorsFilter.class, "Spring CorsFilter", Map.of());
  }

  @Bean
  CorsFilter corsFilter(Testee testee) {
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    for (Policy policy : testee.policies()) {
      source.registerCorsConfiguration(policy.path() + "/**", configuration(policy));
    }
    return new CorsFilter(source);
  }

  private static CorsConfiguration configuration(Policy policy) {
    CorsConfiguration config = new CorsConfiguration();
    config.setAllowedOrigins(policy.origins());
    config.setAllowedOriginPatterns(
        policy.originPatterns().stream().map(pattern -> pattern.replace(":*", ":[*]")).toList());
    config.setAllowCredentials(policy.allowCredentials());
    config.setAllowedMethods(policy.methods());
    config.setAllowedHeaders(policy.allowHeaders());
    config.setExposedHeaders(policy.exposeHeaders());
    if (policy.maxAge() != null) config.setMaxAge(Duration.ofSeconds(policy.maxAge()));
    return config;
  }
}
