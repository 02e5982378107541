package io.github.websocketecho.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.github.websocketecho.endpoint.RejectedHandshake;
import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.protocol.CloseCode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class ConnectionLogTests {

  private final Logger logger = (Logger) LoggerFactory.getLogger(ConnectionLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  private long now;
  private final ConnectionLog log = new ConnectionLog(new LogThrottle(() -> now));

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  @Test
  void everyEndedConnectionIsLoggedAtDebug() {
    logger.setLevel(Level.DEBUG);
    log.ended(ended(Cause.ASKED, "http://localhost:8080/a%20b?token=secret"));
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "Connection ended: connection=2a path=/a%20b remote=192.0.2.1:1234 millis=1500"
                + " code=4001 initiator=client clean=true tcpEnd=by_us cause=asked"
                + " detail=\"The client closed.\"");
    assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.DEBUG);
    assertThat(lines.list.getFirst().getKeyValuePairs())
        .extracting(pair -> pair.key + "=" + pair.value)
        .contains("websocket.path=/a%20b", "websocket.code=4001", "websocket.clean=true");
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"PROTOCOL", "LIMIT", "STALLED", "ERROR"},
      mode = EnumSource.Mode.EXCLUDE)
  void ordinaryEndIsNotLoggedAtInfo(Cause cause) {
    logger.setLevel(Level.INFO);
    log.ended(ended(cause, "http://localhost/"));
    assertThat(lines.list).isEmpty();
  }

  @Test
  void failedConnectionIsLoggedOnceASecondForEachCause() {
    logger.setLevel(Level.INFO);
    List.of(Cause.PROTOCOL, Cause.STALLED, Cause.PROTOCOL, Cause.PROTOCOL)
        .forEach(cause -> log.ended(ended(cause, "http://localhost/")));
    assertLines("cause=protocol .* leftOut=0", "cause=stalled .* leftOut=0");
    now += TimeUnit.SECONDS.toNanos(1);
    log.ended(ended(Cause.PROTOCOL, "http://localhost/"));
    assertLines(
        "cause=protocol .* leftOut=0",
        "cause=stalled .* leftOut=0",
        "Connection failed: .* cause=protocol .* leftOut=2");
  }

  @Test
  void rejectedHandshakeIsLoggedOnceASecondForEachCause() {
    logger.setLevel(Level.INFO);
    for (String cause : List.of("origin", "header.missing", "origin")) {
      log.refused(new RejectedHandshake(403, cause, "/x", "192.0.2.1:1234"));
    }
    assertLines(
        "Opening handshake refused: status=403 cause=origin path=/x remote=192.0.2.1:1234"
            + " leftOut=0",
        "cause=header.missing");
    now += TimeUnit.SECONDS.toNanos(1);
    log.refused(new RejectedHandshake(403, "origin", "/x", "192.0.2.1:1234"));
    assertThat(lines.list).hasSize(3);
    assertThat(lines.list.getLast().getFormattedMessage()).endsWith(" leftOut=1");
  }

  @Test
  void handlerFailureIsLoggedOnceASecondForEachClass() {
    var failure = new IllegalStateException("x");
    log.handlerFailed(failure);
    log.handlerFailed(new IllegalStateException("y"));
    log.handlerFailed(new UnsupportedOperationException("z"));
    assertLines("A handler failed; .* leftOut=0", "A handler failed; .* leftOut=0");
    assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.ERROR);
    assertThat(((ThrowableProxy) lines.list.getFirst().getThrowableProxy()).getThrowable())
        .isSameAs(failure);
    now += TimeUnit.SECONDS.toNanos(1);
    log.handlerFailed(failure);
    assertThat(lines.list.getLast().getFormattedMessage()).endsWith(" leftOut=1");
  }

  @Test
  void clientValuesAreEscaped() {
    logger.setLevel(Level.INFO);
    log.refused(
        new RejectedHandshake(
            400, "x", "/a\r\nINFO \"forged\" \\ \u001b[31m\u2028\u202e你", "here"));
    String escaped =
        "/a\\u000d\\u000aINFO \\u0022forged\\u0022 \\u005c \\u001b[31m\\u2028\\u202e\\u4f60";
    ILoggingEvent line = lines.list.getFirst();
    assertThat(line.getFormattedMessage()).contains(" path=\"" + escaped + "\" remote=here ");
    assertThat(line.getKeyValuePairs())
        .extracting(pair -> pair.key + "=" + pair.value)
        .contains("websocket.path=" + escaped);
  }

  @Test
  void longValuesAreTruncated() {
    assertThat(LogLine.escape("x".repeat(199))).hasSize(199);
    assertThat(LogLine.escape("x".repeat(8000))).isEqualTo("x".repeat(200) + "...");
  }

  private static EndedConnection ended(Cause cause, String address) {
    return new EndedConnection(
        "2a",
        address,
        InetSocketAddress.createUnresolved("192.0.2.1", 1234),
        Duration.ofMillis(1500),
        Initiator.CLIENT,
        new CloseCode(4001),
        true,
        cause,
        "The client closed.",
        TcpEnd.BY_US);
  }

  private void assertLines(String... patterns) {
    assertThat(lines.list).hasSize(patterns.length);
    for (int i = 0; i < patterns.length; i++) {
      assertThat(lines.list.get(i).getFormattedMessage()).containsPattern(patterns[i]);
    }
  }
}
