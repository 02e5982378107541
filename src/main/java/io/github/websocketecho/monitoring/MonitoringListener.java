package io.github.websocketecho.monitoring;

import io.github.websocketecho.endpoint.RejectedHandshake;
import io.github.websocketecho.engine.EndedConnection;
import io.github.websocketecho.engine.EngineListener;
import org.springframework.stereotype.Component;

/** Passes the events of all connections to the meters and the log. */
@Component
final class MonitoringListener implements EngineListener, RejectedHandshake.Listener {

  private final ConnectionMeters meters;
  private final ConnectionLog log;

  MonitoringListener(ConnectionMeters meters, ConnectionLog log) {
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
  public void rejected(RejectedHandshake handshake) {
    meters.refused(handshake);
    log.refused(handshake);
  }
}
