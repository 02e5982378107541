package io.github.websocketecho.protocol;

import io.github.websocketecho.protocol.ExtensionList.Extension;
import io.github.websocketecho.protocol.ExtensionList.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The agreement of client and server on compression: the parameters of the extension
 * permessage-deflate in the server's response.
 *
 * <p>Immutable; safe for any thread.
 *
 * @param serverNoContextTakeover whether the server starts every message with an empty window
 * @param clientNoContextTakeover the same for the client
 * @param serverMaxWindowBits the base-2 logarithm of the largest window [bytes] that the server
 *     uses, 8-15; empty for no agreement, which allows 15
 * @param clientMaxWindowBits the same for the client
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692.html#section-7.1">RFC 7692, section 7.1</a>
 */
public record PermessageDeflate(
    boolean serverNoContextTakeover,
    boolean clientNoContextTakeover,
    OptionalInt serverMaxWindowBits,
    OptionalInt clientMaxWindowBits) {

  /** The name of the extension. It is case-sensitive. */
  public static final String NAME = "permessage-deflate";

  /** The longest header that is parsed [characters], all its values together. */
  public static final int MAXIMUM_HEADER = 4096;

  private static final String SERVER_NO_CONTEXT_TAKEOVER = "server_no_context_takeover";
  private static final String CLIENT_NO_CONTEXT_TAKEOVER = "client_no_context_takeover";
  private static final String SERVER_MAX_WINDOW_BITS = "server_max_window_bits";
  private static final String CLIENT_MAX_WINDOW_BITS = "client_max_window_bits";

  private static final int SMALLEST_WINDOW_BITS = 8;
  private static final int LARGEST_WINDOW_BITS = 15;

  /** The largest window that there is [bytes]. */
  static final int LARGEST_WINDOW = 1 << LARGEST_WINDOW_BITS;

  /**
   * @throws IllegalArgumentException if a number of window bits is not in 8-15
   */
  public PermessageDeflate {
    requireInRange(serverMaxWindowBits);
    requireInRange(clientMaxWindowBits);
  }

  private static void requireInRange(OptionalInt bits) {
    if (bits.isPresent()
        && (bits.getAsInt() < SMALLEST_WINDOW_BITS || bits.getAsInt() > LARGEST_WINDOW_BITS)) {
      throw new IllegalArgumentException("Window bits " + bits.getAsInt() + " are not in 8-15");
    }
  }

  /**
   * Accepts the first offer in an opening handshake that this server supports.
   *
   * <ul>
   *   <li>Both kinds of {@code …_no_context_takeover} are accepted if offered. The client's is only
   *       a hint, but with it in the response, the server may rely on it.
   *   <li>{@code server_max_window_bits} is accepted with its value, which {@link MessageDeflater}
   *       observes.
   *   <li>{@code client_max_window_bits} with a value is accepted with that value, so that {@link
   *       MessageInflater} needs a smaller window. Without a value, the client may use any window.
   * </ul>
   *
   * An offer is declined if a parameter is unknown or repeated, or if a value is missing, out of
   * range, or not expected (RFC 7692, section 7.1).
   *
   * @param headerValues all values of {@code Sec-WebSocket-Extensions} in their order, each a list
   * @return empty if there is no such offer, if a value violates the grammar of RFC 6455, section
   *     9.1, or if all values together exceed {@value #MAXIMUM_HEADER} characters
   */
  public static Optional<PermessageDeflate> negotiate(List<String> headerValues) {
    return offers(headerValues).stream().map(Offer::answer).findFirst();
  }

  /**
   * An offer that this server supports.
   *
   * @param answer that accepts all parameters of the offer
   * @param limitsClient whether it contains {@code client_max_window_bits}, with a value or
   *     without: only then, an answer may contain it (RFC 7692, section 7.1.2.2)
   */
  public record Offer(PermessageDeflate answer, boolean limitsClient) {}

  /**
   * The offers in an opening handshake that this server supports, the preferred one first.
   *
   * @param headerValues as for {@link #negotiate}
   * @return empty as for {@link #negotiate}
   */
  public static List<Offer> offers(List<String> headerValues) {
    long length = headerValues.stream().mapToLong(String::length).sum();
    if (length > MAXIMUM_HEADER) {
      return List.of();
    }
    List<Extension> offers = new ArrayList<>();
    for (String value : headerValues) {
      Optional<List<Extension>> extensions = ExtensionList.parse(value);
      if (extensions.isEmpty()) {
        return List.of();
      }
      offers.addAll(extensions.get());
    }
    return offers.stream()
        .filter(offer -> offer.name().equals(NAME))
        .map(PermessageDeflate::accept)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Offer> accept(Extension offer) {
    Map<String, @Nullable String> offered = new HashMap<>();
    for (Parameter parameter : offer.parameters()) {
      String name = parameter.name();
      if (offered.containsKey(name) || !isValid(name, parameter.value())) {
        return Optional.empty();
      }
      offered.put(name, parameter.value());
    }
    var answer =
        new PermessageDeflate(
            offered.containsKey(SERVER_NO_CONTEXT_TAKEOVER),
            offered.containsKey(CLIENT_NO_CONTEXT_TAKEOVER),
            windowBits(offered.get(SERVER_MAX_WINDOW_BITS)),
            windowBits(offered.get(CLIENT_MAX_WINDOW_BITS)));
    return Optional.of(new Offer(answer, offered.containsKey(CLIENT_MAX_WINDOW_BITS)));
  }

  private static boolean isValid(String name, @Nullable String value) {
    return switch (name) {
      case SERVER_NO_CONTEXT_TAKEOVER, CLIENT_NO_CONTEXT_TAKEOVER -> value == null;
      case SERVER_MAX_WINDOW_BITS -> value != null && isWindowBits(value);
      case CLIENT_MAX_WINDOW_BITS -> value == null || isWindowBits(value);
      default -> false;
    };
  }

  /** Whether this is 8-15 in decimal digits without a leading zero (RFC 7692, section 7.1.2). */
  private static boolean isWindowBits(String value) {
    return value.matches("[89]|1[0-5]");
  }

  private static OptionalInt windowBits(@Nullable String value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
  }

  /** The largest window that the server may use [bytes], 256-{@value #LARGEST_WINDOW}. */
  int serverWindow() {
    return 1 << serverMaxWindowBits.orElse(LARGEST_WINDOW_BITS);
  }

  /** The largest window that the client uses [bytes], 256-{@value #LARGEST_WINDOW}. */
  int clientWindow() {
    return 1 << clientMaxWindowBits.orElse(LARGEST_WINDOW_BITS);
  }

  /** The value of {@code Sec-WebSocket-Extensions} in the response. */
  public String response() {
    StringBuilder response = new StringBuilder(NAME);
    if (serverNoContextTakeover) {
      response.append("; ").append(SERVER_NO_CONTEXT_TAKEOVER);
    }
    if (clientNoContextTakeover) {
      response.append("; ").append(CLIENT_NO_CONTEXT_TAKEOVER);
    }
    serverMaxWindowBits.ifPresent(
        bits -> response.append("; ").append(SERVER_MAX_WINDOW_BITS).append('=').append(bits));
    clientMaxWindowBits.ifPresent(
        bits -> response.append("; ").append(CLIENT_MAX_WINDOW_BITS).append('=').append(bits));
    return response.toString();
  }
}
