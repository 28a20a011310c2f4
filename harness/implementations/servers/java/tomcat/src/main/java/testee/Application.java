package testee;

import application.Answer;
import application.Testee;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The application as a servlet; Tomcat answers 404 and 500 itself. */
class Application extends HttpServlet {
  private final Testee testee;

  Application(Testee testee) {
    this.testee = testee;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String ifNoneMatch = request.getHeader("If-None-Match");
    Answer answer = testee.answer(request.getRequestURI(), request.getQueryString(), ifNoneMatch);
    switch (answer.status()) {
      case 404 -> response.sendError(404);
      case 500 -> throw new ServletException(answer.body());
      default -> {
        response.setStatus(answer.status());
        answer.headers().forEach(response::addHeader);
        response.getWriter().write(answer.body());
      }
    }
  }
}
