package testee;

import application.Policy;
import application.Testee;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.filters.CorsFilter;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Tomcat's CorsFilter for each policy, with the parameters that its documentation describes. */
class Main {
  public static void main(String[] args) throws Exception {
    Testee testee =
        Testee.of(
            CorsFilter.class,
            "Tomcat CorsFilter",
            Map.of(
                "open-wildcards", "cors.allowed.methods has no wildcard",
                "credentialed-wildcards", "cors.allowed.methods has no wildcard",
                "subdomains", "cors.allowed.origins has no patterns",
                "any-port", "cors.allowed.origins has no patterns"));
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir("build/tomcat");
    tomcat.setPort(Testee.PORT);
    tomcat.getConnector().setProperty("address", Testee.HOST);
    Context context = tomcat.addContext("", null);
    for (Policy policy : testee.policies()) addCorsFilter(context, policy);
    Tomcat.addServlet(context, "application", new Application(testee));
    context.addServletMappingDecoded("/*", "application");
    tomcat.start();
  }

  private static void addCorsFilter(Context context, Policy policy) {
    FilterDef filter = new FilterDef();
    filter.setFilterName(policy.id());
    filter.setFilterClass(CorsFilter.class.getName());
    filter.addInitParameter("cors.allowed.origins", String.join(",", policy.allowOrigins()));
    // OPTIONS is allowed by default. Without it, the filter refuses all OPTIONS but preflights.
    String methods = String.join(",", policy.methods());
    filter.addInitParameter("cors.allowed.methods", methods + ",OPTIONS");
    filter.addInitParameter("cors.allowed.headers", String.join(",", policy.allowHeaders()));
    filter.addInitParameter("cors.exposed.headers", String.join(",", policy.exposeHeaders()));
    filter.addInitParameter("cors.support.credentials", "" + policy.allowCredentials());
    if (policy.maxAge() != null) {
      filter.addInitParameter("cors.preflight.maxage", "" + policy.maxAge());
    }
    context.addFilterDef(filter);
    FilterMap paths = new FilterMap();
    paths.setFilterName(policy.id());
    paths.addURLPattern(policy.path() + "/*");
    context.addFilterMap(paths);
  }
}
