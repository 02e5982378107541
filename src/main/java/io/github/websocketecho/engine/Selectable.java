package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.CloseReason;

/** A connection, as its loop sees it. Called on the loop. */
interface Selectable {

  /** The socket has something to read, or room for something to be written. */
  void ready();

  /** Closes the connection if it exceeds a limit. */
  void checkLimits();

  /**
   * The server stops: answers what has been received by now, and then closes the connection with
   * 1001.
   *
   * @param deadline when the connection is closed in any case [ns], as {@link System#nanoTime}
   *     returns it
   */
  void goAway(CloseReason reason, long deadline);

  /** Ends TCP at once. */
  void cut(Cause cause, String detail);
}
