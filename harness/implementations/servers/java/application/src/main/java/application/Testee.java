package application;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server that is set up for the standard policies of this suite, each under a path of its own.
 *
 * @param skipped says why a policy is left out, by its id
 */
public record Testee(String name, String version, Map<String, String> skipped) {

  public static final String HOST = "127.0.0.1";

  public static final int PORT = Integer.parseInt(System.getenv("PORT"));

  /** Takes the version from the library that a class comes from. */
  public static Testee of(Class<?> type, String name, Map<String, String> skipped) {
    return new Testee(name, type.getPackage().getImplementationVersion(), skipped);
  }

  /** Those that are not skipped. */
  public List<Policy> policies() {
    try {
      String json = Files.readString(Path.of(System.getenv("POLICIES")));
      return Stream.of(new Gson().fromJson(json, Policy[].class))
          .filter(policy -> !skipped.containsKey(policy.id()))
          .toList();
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /**
   * Answers a request, all methods alike.
   *
   * @param query null if there is none
   * @param ifNoneMatch null if there is none
   */
  public Answer answer(String path, String query, String ifNoneMatch) {
    return path.equals("/.well-known/cors-conformance")
        ? new Answer(200, Map.of("Content-Type", "application/json"), manifest())
        : Answer.below(path, query, ifNoneMatch);
  }

  /** Says which policies there are, and under which paths; in JSON. */
  private String manifest() {
    Map<String, String> paths =
        policies().stream().collect(Collectors.toMap(Policy::id, Policy::path));
    return new Gson()
        .toJson(Map.of("name", name, "version", version, "policies", paths, "skipped", skipped));
  }
}
