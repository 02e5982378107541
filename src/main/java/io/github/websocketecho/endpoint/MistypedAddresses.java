package io.github.websocketecho.endpoint;

import io.github.websocketecho.scenario.Parameter;
import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.scenario.ScenarioCatalogue;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses, by 404, addresses that were meant for a scenario and missed it: an echo would let a
 * client pass that has seen nothing. These are the addresses
 *
 * <ul>
 *   <li>whose first segment is that of a scenario, in any case of letters, and whose rest fits
 *       none;
 *   <li>whose first segment is one of those, of five letters or more, but for one letter that is
 *       missing, too many or another, or for two neighbours that have changed places. A letter at
 *       its end makes another word of it, as in {@code /closet}, {@code /limits} or {@code
 *       /reset2}: there the rest has to fit too, and not be nothing, as in {@code /closes/1000};
 *   <li>with parameters behind {@code &} where there is no {@code ?}, as in {@code
 *       /drop&connection=x}.
 * </ul>
 *
 * All others echo.
 */
final class MistypedAddresses {

  private static final int SHORTEST_NAME = 5;

  /** More of a segment than this is not looked at: no scenario's is as long [characters]. */
  private static final int LONGEST_SEGMENT = 64;

  /** More segments than this are not looked at: no scenario has as many. */
  private static final int MOST_SEGMENTS = 8;

  private final List<Pattern> patterns;

  MistypedAddresses(ScenarioCatalogue catalogue) {
    patterns = catalogue.scenarios().stream().map(Pattern::of).toList();
  }

  /**
   * Checks the path of any address.
   *
   * @param path as it came: what is percent-encoded was meant so
   * @throws RequestRefusedException if it has parameters
   */
  static void checkAmpersand(String path) {
    int ampersand = path.indexOf('&');
    if (ampersand >= 0 && path.indexOf('=', ampersand) >= 0) {
      throw RequestRefusedException.ampersand(
          path, path.substring(0, ampersand) + '?' + path.substring(ampersand + 1));
    }
  }

  /**
   * Checks the path of an address that is no scenario's.
   *
   * @param path decoded
   * @throws RequestRefusedException if it was meant for a scenario
   */
  void check(String path) {
    List<String> segments = segments(path);
    String first = segments.getFirst();
    @Nullable Pattern nearest = null;
    for (Pattern pattern : patterns) { // Every handshake of an echo comes through here.
      if (isMeant(first, segments, pattern)
          && (nearest == null || pattern.distance(segments) < nearest.distance(segments))) {
        nearest = pattern;
      }
    }
    if (nearest != null) {
      throw RequestRefusedException.mistyped(path, nearest.address());
    }
  }

  private static boolean isMeant(String first, List<String> segments, Pattern pattern) {
    String name = pattern.segments().getFirst();
    if (first.equals(name)) {
      return true;
    }
    if (name.length() < SHORTEST_NAME || !Edits.isAtMostOne(first, name)) {
      return false;
    }
    boolean isLonger = first.length() > name.length() && first.startsWith(name);
    return !isLonger || (segments.size() > 1 && pattern.fits(segments));
  }

  /** In lower case, without the slash at the beginning. */
  private static List<String> segments(String path) {
    String[] segments = path.substring(path.startsWith("/") ? 1 : 0).split("/", MOST_SEGMENTS);
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      int length = Math.min(segment.length(), LONGEST_SEGMENT);
      segments[i] = segment.substring(0, length).toLowerCase(Locale.ROOT);
    }
    return List.of(segments);
  }

  /**
   * Where a scenario is.
   *
   * @param segments of its address, in lower case; a variable has braces
   */
  private record Pattern(Scenario scenario, List<String> segments) {

    /** More than any segment can differ by, for each that is missing or too many. */
    private static final int OTHER_LENGTH = 2 * LONGEST_SEGMENT;

    private static Pattern of(Scenario scenario) {
      return new Pattern(scenario, MistypedAddresses.segments(scenario.address()));
    }

    private String address() {
      return scenario.address();
    }

    /** Whether the rest is what it should be, whatever the first segment is. */
    private boolean fits(List<String> given) {
      return given.size() == segments.size()
          && IntStream.range(1, segments.size()).allMatch(i -> fits(given.get(i), segments.get(i)));
    }

    private boolean fits(String given, String segment) {
      return isVariable(segment)
          ? scenario.parameters().stream()
              .filter(parameter -> segment.equals('{' + parameter.name() + '}'))
              .allMatch(parameter -> canRead(parameter, given))
          : given.equals(segment);
    }

    private static boolean canRead(Parameter<?> parameter, String text) {
      try {
        Object _ = parameter.range().reader().apply(text);
        return true;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    private static boolean isVariable(String segment) {
      return segment.startsWith("{");
    }

    private int distance(List<String> given) {
      return distance(given, segments);
    }

    /** In halves of an edit: a variable stands for everything, but less well than a word. */
    private static int distance(List<String> given, List<String> pattern) {
      int distance = OTHER_LENGTH * Math.abs(given.size() - pattern.size());
      for (int i = 0; i < Math.min(given.size(), pattern.size()); i++) {
        String segment = pattern.get(i);
        distance += isVariable(segment) ? 1 : 2 * Edits.between(given.get(i), segment);
      }
      return distance;
    }
  }
}
