package application;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the application says to a request, before any CORS. */
public record Answer(int status, Map<String, String> headers, String body) {

  /** Answers a request to a path below that of a policy, which is in front of it. */
  static Answer below(String path, String query, String ifNoneMatch) {
    String[] segments = (path + "///").split("/", 5);
    String argument = segments[3];
    return switch (segments[2]) {
      case "" -> text(200, "ok\n");
      case "status" -> {
        boolean isStatus = argument.matches("[2-5]\\d\\d");
        yield text(isStatus ? Integer.parseInt(argument) : 404, "status " + argument + "\n");
      }
      case "redirect" -> text(302, "elsewhere\n").with("Location", parameter(query, "to"));
      case "etag" ->
          "\"1\"".equals(ifNoneMatch)
              ? text(304, "").with("ETag", "\"1\"")
              : text(200, "tagged\n").with("ETag", "\"1\"");
      case "vary" -> text(200, "varies\n").with("Vary", "Accept-Language");
      case "headers" ->
          text(200, "headers\n")
              .with("ETag", "\"1\"")
              .with("X-Request-Id", "42")
              .with("X-Total-Count", "7")
              .with("X-Private", "yes");
      case "cookie" -> text(200, "cookie\n").with("Set-Cookie", "testee=1; Path=/");
      default -> text(404, "not here\n");
    };
  }

  /** Each answer is marked, so that the suite knows whether the application was reached. */
  private static Answer text(int status, String body) {
    return new Answer(status, Map.of("X-Reached", "app", "Content-Type", "text/plain"), body);
  }

  private Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  private static String parameter(String query, String name) {
    for (String pair : (query == null ? "" : query).split("&")) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), UTF_8);
      }
    }
    return "/";
  }
}
