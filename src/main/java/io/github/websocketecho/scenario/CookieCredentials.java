package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.OpeningResponse.Header;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * A cookie that the response to the first attempt sets. Its value is the time of its expiry with a
 * signature, so that the server stores nothing. The key of the signature is random, so a cookie is
 * valid only at the server that set it.
 *
 * <p>There is no registered scheme for cookies, and a 401 has to have a challenge (RFC 9110,
 * section 15.5.2). So the challenge has the scheme {@code Cookie}, which browsers ignore.
 */
final class CookieCredentials implements Credentials {

  /** The name of the cookie. */
  static final String NAME = "websocket-echo-auth";

  /** How long the cookie is valid. */
  static final Duration LIFETIME = Duration.ofMinutes(1);

  private static final String CHALLENGE = "Cookie " + REALM + ", cookie-name=\"" + NAME + '"';
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final char SEPARATOR = '.';

  private final InstantSource clock;
  private final SecretKeySpec key;

  CookieCredentials(InstantSource clock) {
    this.clock = clock;
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, ALGORITHM);
  }

  @Override
  public Optional<HandshakeRejection> check(HttpHeaders headers, Supplier<URI> address) {
    boolean isRight =
        headers.getOrEmpty(HttpHeaders.COOKIE).stream()
            .flatMap(line -> Arrays.stream(line.split(";")))
            .map(String::strip)
            .filter(pair -> pair.startsWith(NAME + '='))
            .anyMatch(pair -> isValid(pair.substring(NAME.length() + 1)));
    return isRight
        ? Optional.empty()
        : Optional.of(
            HandshakeRejection.unauthorized(CHALLENGE)
                .with(new Header(HttpHeaders.SET_COOKIE, cookie(address.get()).toString())));
  }

  private ResponseCookie cookie(URI address) {
    String expiry = String.valueOf(clock.instant().plus(LIFETIME).getEpochSecond());
    return ResponseCookie.from(NAME, expiry + SEPARATOR + signature(expiry))
        .path(address.getRawPath().replaceFirst(";.*", ""))
        .maxAge(LIFETIME)
        .httpOnly(true)
        .sameSite("Lax")
        .secure(address.getScheme().matches("https|wss"))
        .build();
  }

  private boolean isValid(String value) {
    int separator = value.indexOf(SEPARATOR);
    if (separator < 0) {
      return false;
    }
    String expiry = value.substring(0, separator);
    byte[] given = value.substring(separator + 1).getBytes(StandardCharsets.ISO_8859_1);
    // Whoever knows the signature has the expiry from this server.
    return Credentials.isEqual(given, signature(expiry))
        && clock.instant().getEpochSecond() < Long.parseLong(expiry);
  }

  private String signature(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
