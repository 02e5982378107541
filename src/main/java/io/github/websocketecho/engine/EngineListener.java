package io.github.websocketecho.engine;

import java.time.Duration;
import org.apache.commons.logging.LogFactory;

/** Notified of all connections, on their loops. Must not block. */
public interface EngineListener {

  /** Does nothing but log failures of handlers. */
  EngineListener NONE =
      new EngineListener() {
        @Override
        public void answered(long nanos) {}

        @Override
        public void ended(EndedConnection connection) {}
      };

  /**
   * The messages of one read were answered, and the socket accepted the answers at once. Called for
   * one of {@value LoopStatistics#TIMED} such reads of a loop.
   *
   * @param nanos since the loop began to handle the connection [ns]; not a {@link Duration},
   *     because this is on the path of every message
   */
  void answered(long nanos);

  /** A connection has ended. */
  void ended(EndedConnection connection);

  /** A handler, or what the engine did for it, threw something. Its connection closes with 1011. */
  default void handlerFailed(Throwable failure) {
    LogFactory.getLog(EngineListener.class).error("A handler failed; 1011 is sent", failure);
  }
}
