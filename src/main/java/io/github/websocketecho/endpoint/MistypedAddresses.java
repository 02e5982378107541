package io.github.websocketecho.endpoint;

import io.github.websocketecho.scenario.Parameter;
import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.scenario.ScenarioCatalogue;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Rejects addresses that resemble a scenario's address, with 404. If such an address echoed, a test
 * of a client would pass although the client never met the scenario. An address is rejected if
 *
 * <ul>
 *   <li>its first segment is the first segment of a scenario, in any case of letters, and the
 *       address is no scenario's;
 *   <li>its first segment is one edit ({@link EditDistance}) away from such a segment of five
 *       letters or more. If the edit appends a letter, as in {@code /closet}, {@code /limits} or
 *       {@code /reset2}, the segment may be another word. Then the address is rejected only if
 *       there are more segments and they match, as in {@code /closes/1000};
 *   <li>its path contains parameters after {@code &} instead of {@code ?}, as in {@code
 *       /drop&connection=x}.
 * </ul>
 *
 * All other addresses echo. Any thread.
 */
final class MistypedAddresses {

  /** The shortest first segment that is compared by edits [characters]. */
  private static final int SHORTEST_NAME = 5;

  /** The rest of a longer segment is ignored: no scenario has so long a segment [characters]. */
  private static final int LONGEST_SEGMENT = 64;

  /** Further segments are not separated: no scenario has as many. */
  private static final int MOST_SEGMENTS = 8;

  private final List<Pattern> patterns;

  /**
   * @param others the addresses that are no scenario's and do not echo
   */
  MistypedAddresses(ScenarioCatalogue catalogue, List<String> others) {
    patterns =
        Stream.concat(
                catalogue.scenarios().stream().map(Pattern::of),
                others.stream().map(other -> Pattern.of(other, List.of())))
            .toList();
  }

  /**
   * Checks the path of any address for parameters.
   *
   * @param path the path as received, because a percent-encoded ampersand is part of the path
   * @throws RequestRejectedException if it contains parameters
   */
  static void checkAmpersand(String path) {
    int ampersand = path.indexOf('&');
    if (ampersand >= 0 && path.indexOf('=', ampersand) >= 0) {
      throw RequestRejectedException.ampersand(
          path, path.substring(0, ampersand) + '?' + path.substring(ampersand + 1));
    }
  }

  /**
   * Checks the path of an address that is no scenario's. Every handshake of an echo calls this.
   *
   * @param path the path, decoded
   * @throws RequestRejectedException if it resembles a scenario's
   */
  void check(String path) {
    List<String> segments = segments(path);
    String first = segments.getFirst();
    @Nullable Pattern nearest = null;
    for (Pattern pattern : patterns) {
      if (resembles(first, segments, pattern)
          && (nearest == null || pattern.distance(segments) < nearest.distance(segments))) {
        nearest = pattern;
      }
    }
    if (nearest != null) {
      throw RequestRejectedException.mistyped(path, nearest.address());
    }
  }

  private static boolean resembles(String first, List<String> segments, Pattern pattern) {
    String name = pattern.segments().getFirst();
    if (first.equals(name)) {
      return true;
    }
    if (name.length() < SHORTEST_NAME || !EditDistance.isAtMostOne(first, name)) {
      return false;
    }
    boolean isLonger = first.length() > name.length() && first.startsWith(name);
    return !isLonger || (segments.size() > 1 && pattern.matchesAfterFirst(segments));
  }

  /** The segments of a path in lower case, without the slashes at the beginning. */
  private static List<String> segments(String path) {
    String[] segments = StringUtils.trimLeadingCharacter(path, '/').split("/", MOST_SEGMENTS);
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      int length = Math.min(segment.length(), LONGEST_SEGMENT);
      segments[i] = segment.substring(0, length).toLowerCase(Locale.ROOT);
    }
    return List.of(segments);
  }

  /**
   * An address that does not echo.
   *
   * @param parameters those of the path, if they are known
   * @param segments the segments of the address, in lower case; a variable has braces
   */
  private record Pattern(String address, List<Parameter<?>> parameters, List<String> segments) {

    /** The distance for each missing or surplus segment: no two segments differ by more. */
    private static final int OTHER_LENGTH = 2 * LONGEST_SEGMENT;

    private static Pattern of(Scenario scenario) {
      return of(scenario.address(), scenario.parameters());
    }

    private static Pattern of(String address, List<Parameter<?>> parameters) {
      return new Pattern(address, parameters, MistypedAddresses.segments(address));
    }

    /** Whether all segments but the first match. */
    private boolean matchesAfterFirst(List<String> path) {
      return path.size() == segments.size()
          && IntStream.range(1, segments.size())
              .allMatch(i -> matches(path.get(i), segments.get(i)));
    }

    private boolean matches(String text, String segment) {
      return isVariable(segment)
          ? parameters.stream()
              .filter(parameter -> segment.equals('{' + parameter.name() + '}'))
              .allMatch(parameter -> canRead(parameter, text))
          : text.equals(segment);
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

    /**
     * The distance of a path from this address, in halves of an edit. A variable matches every
     * text, but an equal word is nearer.
     */
    private int distance(List<String> path) {
      int distance = OTHER_LENGTH * Math.abs(path.size() - segments.size());
      for (int i = 0; i < Math.min(path.size(), segments.size()); i++) {
        String segment = segments.get(i);
        distance += isVariable(segment) ? 1 : 2 * EditDistance.between(path.get(i), segment);
      }
      return distance;
    }
  }
}
