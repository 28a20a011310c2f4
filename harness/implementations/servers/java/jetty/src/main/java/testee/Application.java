package testee;

import application.Answer;
import application.Testee;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The application as a handler of Jetty, which answers 404 and 500 itself. */
class Application extends Handler.Abstract {
  private final Testee testee;

  Application(Testee testee) {
    this.testee = testee;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = request.getHttpURI().getPath();
    String ifNoneMatch = request.getHeaders().get("If-None-Match");
    Answer answer = testee.answer(path, request.getHttpURI().getQuery(), ifNoneMatch);
    if (answer.status() == 404) return false;
    if (answer.status() == 500) throw new IllegalStateException(answer.body());
    response.setStatus(answer.status());
    answer.headers().forEach(response.getHeaders()::add);
    Content.Sink.write(response, true, answer.body(), callback);
    return true;
  }
}
