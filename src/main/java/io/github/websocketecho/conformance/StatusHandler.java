package io.github.websocketecho.conformance;

import io.github.websocketecho.engine.Wire;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Sends the behavior of a case as soon as it is known. If it is not known in time, closes with
 * 1013. Serves one connection, on its loop; the result is reported on another.
 */
final class StatusHandler extends AbstractWebSocketHandler {

  private static final Logger logger = LoggerFactory.getLogger(StatusHandler.class);

  /** How long it waits for the result. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** How long the client has to answer the close frame. */
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private static final CloseStatus NO_RESULT =
      new CloseStatus(1013, "The case has no result after " + LONGEST.toSeconds() + " s.");

  private final ReportStore reports;
  private final Agent agent;
  private final String id;

  private @Nullable Report report;
  private @Nullable Runnable waiting;
  private @Nullable StatusWatch watch;

  /**
   * @param id of the case
   */
  StatusHandler(ReportStore reports, Agent agent, String id) {
    this.reports = reports;
    this.agent = agent;
    this.id = id;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws IOException {
    Report found = reports.of(agent);
    report = found;
    Wire wire = Wire.of(session);
    if (reports.isShared()) {
      watch = watch(session);
      waiting = found.await(id, watch::look);
      Thread.ofVirtual().name("conformance-status").start(watch);
      closeInTime(session, wire);
      return;
    }
    waiting = found.await(id, () -> answer(session, found));
    if (waiting == null) {
      answer(session, found);
      wire.later(CLOSING, wire::end);
    } else {
      closeInTime(session, wire);
    }
  }

  /** What is here may be older than what another replica has, so that is read first. */
  private StatusWatch watch(WebSocketSession session) {
    return new StatusWatch(() -> reports.result(agent, id), result -> answer(session, result));
  }

  private static void closeInTime(WebSocketSession session, Wire wire) {
    wire.later(
        LONGEST,
        () -> {
          session.close(NO_RESULT);
          wire.later(CLOSING, wire::end);
        });
  }

  private void answer(WebSocketSession session, Report found) {
    found.result(id).ifPresent(result -> answer(session, result));
  }

  private static void answer(WebSocketSession session, CaseResult result) {
    try {
      String behavior = result.judgement().behavior().text();
      session.sendMessage(new TextMessage("{\"behavior\": \"" + behavior + "\"}"));
      session.close(CloseStatus.NO_STATUS_CODE);
    } catch (IOException e) {
      logger.debug("The client has gone", e);
    }
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    if (report != null && waiting != null) {
      report.stopWaiting(id, waiting);
    }
    if (watch != null) {
      watch.end();
    }
  }

  @Override
  public boolean supportsPartialMessages() {
    return true;
  }
}
