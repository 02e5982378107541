package io.github.websocketecho.observation;

import io.github.websocketecho.endpoint.RefusedHandshake;
import io.github.websocketecho.engine.AddressText;
import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.EndedConnection;
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
 * One line for every connection that has ended, at DEBUG, and for those that were refused or have
 * failed at INFO, and for handlers that failed at ERROR, but one a second of each cause. Never a
 * payload, a query or a reason.
 */
@Component
final class ConnectionLog {

  private static final Logger logger = LoggerFactory.getLogger(ConnectionLog.class);

  /** What is the server's fault, or makes it end a connection that the client wanted. */
  private static final Set<Cause> FAILURES =
      Set.of(Cause.PROTOCOL, Cause.LIMIT, Cause.STALLED, Cause.ERROR);

  private static final String LEFT_OUT = "leftOut";

  private final OncePerSecond oncePerSecond;

  ConnectionLog() {
    this(new OncePerSecond(System::nanoTime));
  }

  ConnectionLog(OncePerSecond oncePerSecond) {
    this.oncePerSecond = oncePerSecond;
  }

  void ended(EndedConnection connection) {
    Cause cause = connection.cause();
    boolean failed = cause != null && FAILURES.contains(cause);
    if (logger.isDebugEnabled()) {
      line("Connection ended", connection).logTo(logger.atDebug());
    }
    if (failed && logger.isInfoEnabled()) {
      oncePerSecond.run(
          "failed " + cause,
          leftOut ->
              line("Connection failed", connection).with(LEFT_OUT, leftOut).logTo(logger.atInfo()));
    }
  }

  private static LogLine line(String what, EndedConnection connection) {
    return new LogLine(what)
        .with("connection", connection.id())
        .withForeign("path", path(connection.address()))
        .withForeign("remote", text(connection.remoteAddress()))
        .with("millis", connection.open().toMillis())
        .with("code", connection.code().value())
        .with("initiator", text(connection.initiator()))
        .with("clean", connection.clean())
        .with("tcpEnd", text(connection.tcpEnd()))
        .with("cause", connection.cause() == null ? "unknown" : text(connection.cause()))
        .withForeign("detail", connection.detail());
  }

  /**
   * With its stack trace, but one a second of each class: a client may have found the way to it.
   */
  void handlerFailed(Throwable failure) {
    oncePerSecond.run(
        "handler " + failure.getClass().getName(),
        leftOut ->
            new LogLine("A handler failed; its connection is closed with 1011")
                .with(LEFT_OUT, leftOut)
                .logTo(logger.atError().setCause(failure)));
  }

  void refused(RefusedHandshake handshake) {
    if (!logger.isEnabledForLevel(Level.INFO)) {
      return;
    }
    oncePerSecond.run(
        "refused " + handshake.cause(),
        leftOut ->
            new LogLine("Opening handshake refused")
                .with("status", handshake.status())
                .with("cause", handshake.cause())
                .withForeign("path", handshake.path())
                .withForeign("remote", handshake.remoteAddress())
                .with(LEFT_OUT, leftOut)
                .logTo(logger.atInfo()));
  }

  /** Without the query, which may hold what is secret. */
  private static String path(String address) {
    return URI.create(address).getRawPath();
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String text(@Nullable InetSocketAddress address) {
    return address == null ? "unknown" : AddressText.of(address);
  }
}
