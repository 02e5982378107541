package io.github.websocketecho.transcript;

import java.time.Duration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;

/**
 * A transcript, and the control of its connection while that is open: on this replica or on
 * another. Its methods may wait for the other replica. Any thread but an event loop.
 */
interface WatchedTranscript {

  /** Whether the connection has ended. Does not wait. */
  boolean hasEnded();

  /** The number of changes. Does not wait. */
  long version();

  /** What the server has seen. */
  JudgedTranscript judged();

  /** Waits until the version differs from this one, or until the timeout. */
  void awaitChange(long version, Duration timeout) throws InterruptedException;

  /** Waits until the connection has ended, or until the timeout. */
  void awaitEnd(Duration timeout) throws InterruptedException;

  /** The time since a point that does not change [ns]. */
  long sinceStart();

  /**
   * Starts the closing handshake.
   *
   * @throws ConnectionControlException 409 if the connection is not open
   */
  void close(CloseStatus status);

  /**
   * Sends a message.
   *
   * @throws ConnectionControlException 409 if the connection is not open; 503 if too much waits for
   *     the client
   */
  void send(WebSocketMessage<?> message);
}
