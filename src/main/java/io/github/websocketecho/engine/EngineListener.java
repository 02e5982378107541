package io.github.websocketecho.engine;

import java.time.Duration;

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
}
