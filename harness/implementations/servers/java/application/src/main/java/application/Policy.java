package application;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server is meant to share, as in the file that POLICIES names.
 *
 * @param allowMethods those beyond GET, HEAD and POST
 * @param maxAge in seconds; null if the policy does not say
 */
public record Policy(
    String id,
    List<String> allowOrigins,
    boolean allowCredentials,
    List<String> allowMethods,
    List<String> allowHeaders,
    List<String> exposeHeaders,
    Integer maxAge) {

  public Policy {
    allowOrigins = orEmpty(allowOrigins);
    allowMethods = orEmpty(allowMethods);
    allowHeaders = orEmpty(allowHeaders);
    exposeHeaders = orEmpty(exposeHeaders);
  }

  private static List<String> orEmpty(List<String> list) {
    return list == null ? List.of() : list;
  }

  public String path() {
    return "/" + id;
  }

  /** Whether nobody may read. */
  public boolean isClosed() {
    return allowOrigins.isEmpty();
  }

  /** All allowed methods, for libraries that have to be told the safelisted ones too. */
  public List<String> methods() {
    return Stream.concat(Stream.of("GET", "HEAD", "POST"), allowMethods.stream()).toList();
  }

  /** The origins that are not patterns; "*" is one of them. */
  public List<String> origins() {
    return allowOrigins.stream().filter(origin -> !isPattern(origin)).toList();
  }

  public List<String> originPatterns() {
    return allowOrigins.stream().filter(Policy::isPattern).toList();
  }

  private static boolean isPattern(String origin) {
    return origin.length() > 1 && origin.contains("*");
  }

  /**
   * The regular expression for an origin or a pattern: "*." stands for one or more labels, ":*" for
   * any port, the default port too.
   */
  public static String regExp(String origin) {
    return Pattern.quote(origin)
        .replace("*.", "\\E(?:[a-z0-9_-]+\\.)+\\Q")
        .replace(":*", "\\E(?::[0-9]+)?\\Q");
  }
}
