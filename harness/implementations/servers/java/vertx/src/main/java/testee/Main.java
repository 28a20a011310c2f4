package testee;

import application.Policy;
import application.Testee;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Vert.x Web's CorsHandler on a route for each policy, as its documentation shows. */
class Main {
  public static void main(String[] args) {
    Testee testee =
        Testee.of(
            CorsHandler.class,
            "Vert.x Web CorsHandler",
            Map.of("credentialed-wildcards", "with credentials, * grants no method or header"));
    Vertx vertx = Vertx.vertx();
    Router router = Router.router(vertx);
    for (Policy policy : testee.policies()) {
      // A CorsHandler without origins would share with everyone.
      if (policy.isClosed()) continue;
      router.route(policy.path() + "/*").handler(corsHandler(policy));
    }
    router.route().handler(new Application(testee));
    vertx.createHttpServer().requestHandler(router).listen(Testee.PORT, Testee.HOST);
  }

  private static CorsHandler corsHandler(Policy policy) {
    Set<HttpMethod> methods =
        policy.methods().stream().map(HttpMethod::valueOf).collect(Collectors.toSet());
    CorsHandler handler =
        CorsHandler.create()
            .addOrigins(policy.origins())
            .addOriginsWithRegex(policy.originPatterns().stream().map(Policy::regExp).toList())
            .allowCredentials(policy.allowCredentials())
            .allowedMethods(methods)
            // Without this call, it would allow every header.
            .allowedHeaders(Set.copyOf(policy.allowHeaders()))
            .exposedHeaders(Set.copyOf(policy.exposeHeaders()));
    if (policy.maxAge() != null) handler.maxAgeSeconds(policy.maxAge());
    return handler;
  }
}
