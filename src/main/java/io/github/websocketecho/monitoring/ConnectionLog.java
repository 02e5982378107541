package io.github.websocketecho.monitoring;

import io.github.websocketecho.endpoint.RejectedHandshake;
import io.github.websocketecho.engine.AddressText;
import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.EndedConnection;
import io.github.websocketecho.http.Secrets;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/**
 * Logs ended connections at DEBUG, rejected opening handshakes and failed connections at INFO, and
 * failed handlers at ERROR. INFO and ERROR lines are limited to one per second and cause. No line
 * contains a payload, a query or a close reason. Any thread.
 */
@Component
final class ConnectionLog {

  private static final Logger logger = LoggerFactory.getLogger(ConnectionLog.class);

  /** The causes for which the server ends a connection against the client's will. */
  private static final Set<Cause> FAILURES =
      Set.of(Cause.PROTOCOL, Cause.LIMIT, Cause.STALLED, Cause.ERROR);

  private static final String LEFT_OUT = "leftOut";

  private final LogThrottle throttle;

  ConnectionLog() {
    this(new LogThrottle(System::nanoTime));
  }

  ConnectionLog(LogThrottle throttle) {
    this.throttle = throttle;
  }

  void ended(EndedConnection connection) {
    Cause cause = connection.cause();
    boolean failed = cause != null && FAILURES.contains(cause);
    if (logger.isDebugEnabled()) {
      line("Connection ended", connection).logTo(logger.atDebug());
    }
    if (failed && logger.isInfoEnabled()) {
      throttle.run(
          "failed " + cause,
          leftOut ->
              line("Connection failed", connection).with(LEFT_OUT, leftOut).logTo(logger.atInfo()));
    }
  }

  private static LogLine line(String event, EndedConnection connection) {
    return new LogLine(event)
        .with("connection", connection.id())
        .withUntrusted("path", path(connection.address()))
        .withUntrusted("remote", text(connection.remoteAddress()))
        .with("millis", connection.open().toMillis())
        .with("code", connection.code().value())
        .with("initiator", text(connection.initiator()))
        .with("clean", connection.clean())
        .with("tcpEnd", text(connection.tcpEnd()))
        .with("cause", connection.cause() == null ? "unknown" : text(connection.cause()))
        .withUntrusted("detail", connection.detail());
  }

  /**
   * Logs an exception of a handler with its stack trace. At most once per second and class, because
   * a client may be able to provoke it.
   */
  void handlerFailed(Throwable failure) {
    throttle.run(
        "handler " + failure.getClass().getName(),
        leftOut ->
            new LogLine("A handler failed; its connection is closed with 1011")
                .with(LEFT_OUT, leftOut)
                .logTo(logger.atError().setCause(failure)));
  }

  void refused(RejectedHandshake handshake) {
    if (!logger.isEnabledForLevel(Level.INFO)) {
      return;
    }
    throttle.run(
        "refused " + handshake.cause(),
        leftOut ->
            new LogLine("Opening handshake refused")
                .with("status", handshake.status())
                .with("cause", handshake.cause())
                .withUntrusted("path", handshake.path())
                .withUntrusted("remote", handshake.remoteAddress())
                .with(LEFT_OUT, leftOut)
                .logTo(logger.atInfo()));
  }

  /** The path without the query, which may contain a secret. */
  private static String path(String address) {
    return Secrets.masked(URI.create(address).getRawPath());
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String text(@Nullable InetSocketAddress address) {
    return address == null ? "unknown" : AddressText.of(address);
  }
}
