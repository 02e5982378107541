package io.github.websocketecho.scenario;

import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;

/**
 * A user and a password in the header {@code Authorization} (RFC 7617), in UTF-8.
 *
 * @param user without a colon
 */
record BasicCredentials(String user, String password) implements Credentials {

  private static final String SCHEME = "Basic";

  @Override
  public Optional<HandshakeRejection> check(HttpHeaders headers, Supplier<URI> address) {
    boolean isRight =
        Credentials.authorization(headers, SCHEME)
            .flatMap(BasicCredentials::decoded)
            .filter(given -> Credentials.isEqual(given, user + ':' + password))
            .isPresent();
    return isRight
        ? Optional.empty()
        : Optional.of(
            HandshakeRejection.unauthorized(SCHEME + ' ' + REALM + ", charset=\"UTF-8\""));
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
