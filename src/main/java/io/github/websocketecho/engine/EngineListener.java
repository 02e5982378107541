package io.github.websocketecho.engine;

import java.time.Duration;
import org.apache.commons.logging.LogFactory;

/** Is told how all connections fare. On their loops: it must not block. */
public interface EngineListener {

  /** For nobody. */
  EngineListener NONE =
      new EngineListener() {
        @Override
        public void answered(long nanos) {}

        @Override
        public void ended(EndedConnection connection) {}
      };

  /**
   * What was read from a socket at a time has been answered, and the socket has taken the answers
   * at once. One of {@value LoopStatistics#TIMED} such times of a loop is told.
   *
   * @param nanos from when the loop came to the connection [ns]; not a {@link Duration}, for this
   *     is on the path of every message
   */
  void answered(long nanos);

  /** A connection has ended. */
  void ended(EndedConnection connection);

  /**
   * A handler threw something, or what the engine did for it; its connection is closed with 1011.
   */
  default void handlerFailed(Throwable failure) {
    LogFactory.getLog(EngineListener.class).error("A handler failed; 1011 is sent", failure);
  }
}
