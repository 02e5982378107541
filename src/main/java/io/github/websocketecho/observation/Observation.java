package io.github.websocketecho.observation;

import io.github.websocketecho.endpoint.RefusedHandshake;
import io.github.websocketecho.engine.EndedConnection;
import io.github.websocketecho.engine.EngineListener;
import org.springframework.stereotype.Component;

/** Hears of all connections, and has them counted and logged. */
@Component
final class Observation implements EngineListener, RefusedHandshake.Listener {

  private final ConnectionMeters meters;
  private final ConnectionLog log;

  Observation(ConnectionMeters meters, ConnectionLog log) {
    this.meters = meters;
    this.log = log;
  }

  @Override
  public void answered(long nanos) {
    meters.answered(nanos);
  }

  @Override
  public void ended(EndedConnection connection) {
    meters.closed(connection);
    log.ended(connection);
  }

  @Override
  public void handlerFailed(Throwable failure) {
    log.handlerFailed(failure);
  }

  @Override
  public void refused(RefusedHandshake handshake) {
    meters.refused(handshake);
    log.refused(handshake);
  }
}
