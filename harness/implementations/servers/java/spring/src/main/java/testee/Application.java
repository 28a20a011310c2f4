package testee;

import application.Answer;
import application.Testee;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The application as a route of Spring; Spring Boot answers 404 and 500 itself, as /error. */
@Configuration
class Application {

  @Bean
  RouterFunction<ServerResponse> routes(Testee testee) {
    return RouterFunctions.route(
        RequestPredicates.path("/error").negate(), request -> answer(testee, request));
  }

  private static ServerResponse answer(Testee testee, ServerRequest request) {
    String ifNoneMatch = request.headers().firstHeader("If-None-Match");
    Answer answer = testee.answer(request.path(), request.uri().getRawQuery(), ifNoneMatch);
    return switch (answer.status()) {
      case 404 -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
      case 500 -> throw new IllegalStateException(answer.body());
      default ->
          ServerResponse.status(answer.status())
              .headers(headers -> answer.headers().forEach(headers::add))
              .body(answer.body());
    };
  }
}
