package io.github.websocketecho.tomcat;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * An alert that ended a TLS handshake, as the exceptions of the JDK tell.
 *
 * @param received whether the client sent it; otherwise the server did
 * @param name as in RFC 8446, section 6, such as {@code certificate_expired}
 */
record TlsAlert(boolean received, String name) {

  /**
   * The messages for a received alert. With TLS 1.3, OpenSSL rejects a certificate by an alert that
   * is not encrypted. With TLS 1.2, an alert may be a warning.
   */
  private static final Pattern RECEIVED =
      Pattern.compile(
          "Received fatal alert: (?<fatal>\\w+)"
              + "|received handshake warning: (?<warning>\\w+)"
              + "|Unexpected plaintext alert received: .*Alert: (?<plain>\\w+)"
              + "|Received (?<close>close_notify) during handshake");

  /** The JDK has this message for another alert than the one that it names. */
  private static final String CANCELED = "Received fatal close_notify alert";

  private static final Pattern SENT = Pattern.compile("^\\((?<sent>\\w+)\\)");

  private static final int MOST_CAUSES = 8;

  /** The alert in an exception or in its causes; empty if there is none. */
  static Optional<TlsAlert> in(Exception failure) {
    String messages = messages(failure);
    if (messages.contains(CANCELED)) {
      return Optional.of(new TlsAlert(true, "user_canceled"));
    }
    Matcher received = RECEIVED.matcher(messages);
    if (received.find()) {
      return Stream.of("fatal", "warning", "plain", "close")
          .map(received::group)
          .filter(Objects::nonNull)
          .map(name -> new TlsAlert(true, name))
          .findFirst();
    }
    Matcher sent = SENT.matcher(messages);
    return failure instanceof SSLException && sent.find()
        ? Optional.of(new TlsAlert(false, sent.group("sent")))
        : Optional.empty();
  }

  /** The messages of an exception and of its causes, a line each. */
  private static String messages(Exception failure) {
    return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
        .limit(MOST_CAUSES)
        .map(cause -> String.valueOf(cause.getMessage()))
        .collect(Collectors.joining("\n"));
  }
}
