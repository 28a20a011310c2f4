package testee;

import application.Policy;
import application.Testee;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.CrossOriginHandler;

/** Jetty's CrossOriginHandler in a context for each policy. */
class Main {
  public static void main(String[] args) throws Exception {
    Testee testee =
        Testee.of(
            CrossOriginHandler.class,
            "Jetty CrossOriginHandler",
            Map.of("credentialed-wildcards", "with credentials, * grants no method or header"));
    Server server = new Server(new InetSocketAddress(Testee.HOST, Testee.PORT));
    ContextHandlerCollection contexts = new ContextHandlerCollection();
    for (Policy policy : testee.policies()) {
      CrossOriginHandler crossOriginHandler = crossOriginHandler(policy);
      crossOriginHandler.setHandler(new Application(testee));
      contexts.addHandler(context(crossOriginHandler, policy.path()));
    }
    contexts.addHandler(new ContextHandler(new Application(testee), "/"));
    server.setHandler(contexts);
    server.start();
  }

  private static CrossOriginHandler crossOriginHandler(Policy policy) {
    CrossOriginHandler handler = new CrossOriginHandler();
    handler.setAllowedOriginPatterns(
        policy.allowOrigins().stream()
            .map(origin -> origin.equals("*") ? "*" : Policy.regExp(origin))
            .collect(Collectors.toSet()));
    handler.setAllowCredentials(policy.allowCredentials());
    handler.setAllowedMethods(Set.copyOf(policy.methods()));
    handler.setAllowedHeaders(Set.copyOf(policy.allowHeaders()));
    handler.setExposedHeaders(Set.copyOf(policy.exposeHeaders()));
    if (policy.maxAge() != null) handler.setPreflightMaxAge(Duration.ofSeconds(policy.maxAge()));
    return handler;
  }

  private static ContextHandler context(CrossOriginHandler handler, String path) {
    ContextHandler context = new ContextHandler(handler, path);
    // Otherwise it redirects requests for the path itself.
    context.setAllowNullPathInContext(true);
    return context;
  }
}
