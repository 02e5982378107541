package io.github.websocketecho.scenario;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;

/**
 * A token in the header {@code Authorization} (RFC 6750, section 2.1).
 *
 * @param token with the characters that the RFC allows
 */
record BearerCredentials(String token) implements Credentials {

  private static final String SCHEME = "Bearer";

  /** Only a request with a token gets it (section 3.1). */
  private static final String ERROR =
      ", error=\"invalid_token\", error_description=\"The token is not that of the address.\"";

  @Override
  public Optional<HandshakeRejection> check(HttpHeaders headers, Supplier<URI> address) {
    Optional<String> given = Credentials.authorization(headers, SCHEME);
    boolean isRight =
        given
            .filter(text -> Credentials.isEqual(text.getBytes(StandardCharsets.ISO_8859_1), token))
            .isPresent();
    return isRight
        ? Optional.empty()
        : Optional.of(
            HandshakeRejection.unauthorized(
                SCHEME + ' ' + REALM + (given.isPresent() ? ERROR : "")));
  }
}
