package io.github.websocketecho.scenario;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;

/** What an opening handshake has to contain to be accepted. Any thread. */
@FunctionalInterface
interface Credentials {

  /** The realm of every challenge. */
  String REALM = "realm=\"WebSocket Echo\"";

  /**
   * Checks an opening handshake.
   *
   * @param headers of the request
   * @param address reads the address of the request
   * @return empty if the headers contain the credentials; otherwise the 401 with its challenge
   */
  Optional<HandshakeRejection> check(HttpHeaders headers, Supplier<URI> address);

  /** Compares in a time that does not show how much is equal. */
  static boolean isEqual(byte[] given, String expected) {
    return MessageDigest.isEqual(given, expected.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What follows the scheme in the header {@code Authorization} (RFC 9110, section 11.4). The
   * header may occur only once.
   *
   * @param scheme its case does not matter
   * @return empty if there is no such header, or if it has another scheme
   */
  static Optional<String> authorization(HttpHeaders headers, String scheme) {
    var lines = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
    if (lines.size() != 1) {
      return Optional.empty();
    }
    String[] parts = lines.getFirst().strip().split(" +", 2);
    return parts[0].toLowerCase(Locale.ROOT).equals(scheme.toLowerCase(Locale.ROOT))
        ? Optional.of(parts.length == 1 ? "" : parts[1])
        : Optional.empty();
  }
}
