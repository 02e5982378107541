package io.github.websocketecho.engine;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes to the socket of one connection. Runs on the thread of the connection's loop. */
public interface SocketWriter {

  /**
   * Writes as much of two buffers, one after the other, as is possible now, behind what {@link
   * Transport#unsent} counts.
   */
  void write(ByteBuffer first, ByteBuffer second) throws IOException;

  /** Whether nothing is written for a while, although the socket may have room. */
  default boolean isPausing() {
    return false;
  }

  /** The connection has ended. */
  default void stop() {}
}
