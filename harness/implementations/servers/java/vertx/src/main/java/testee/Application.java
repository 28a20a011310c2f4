package testee;

import application.Answer;
import application.Testee;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** The application as a handler of Vert.x Web, which answers 404 and 500 itself. */
record Application(Testee testee) implements Handler<RoutingContext> {

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    String ifNoneMatch = request.getHeader("If-None-Match");
    Answer answer = testee.answer(request.path(), request.query(), ifNoneMatch);
    switch (answer.status()) {
      case 404 -> context.next();
      case 500 -> throw new IllegalStateException(answer.body());
      default -> {
        HttpServerResponse response = context.response().setStatusCode(answer.status());
        answer.headers().forEach(response.headers()::add);
        response.end(answer.body());
      }
    }
  }
}
