package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.protocol.OpeningResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * What a handler can do with its connection beyond what a {@link WebSocketSession} offers: in the
 * words of the wire, and whether a protocol allows it or not. For the connection's own loop alone:
 * where the handler is called, and where tasks of {@link #later} run.
 */
public interface Wire {

  /**
   * The wire under a session, whatever decorates it.
   *
   * @throws IllegalArgumentException if it is no session of this engine
   */
  static Wire of(WebSocketSession session) {
    if (WebSocketSessionDecorator.unwrap(session) instanceof NativeWebSocketSession engineSession) {
      Wire wire = engineSession.getNativeSession(Wire.class);
      if (wire != null) {
        return wire;
      }
    }
    throw new IllegalArgumentException("Not a session of this engine: " + session);
  }

  /**
   * The right answer to the opening handshake of a connection that was opened with {@link
   * ConnectionOptions#withHandlerAnswering}, which the handler is to {@link #answer}.
   *
   * @throws IllegalStateException if the engine answers this one, or it has been answered
   */
  OpeningResponse openingResponse();

  /**
   * Answers the opening handshake. Until then no frame goes out, and what comes waits, up to 16
   * KiB.
   *
   * <p>With the status 101 the connection is open: frames come and go. With any other it is not:
   * what comes is HTTP, which is reported and discarded, and TCP ends at the next request. A client
   * that goes on with HTTP behind a 101 is treated alike.
   *
   * @param body what follows the head, as it is
   * @throws IllegalStateException if the handshake has been answered
   */
  void answer(OpeningResponse response, ByteBuffer body);

  /** Sends bytes as they are, behind what has been written before. */
  void send(ByteBuffer bytes);

  /**
   * Sends FIN behind what has been written before, over TLS with close_notify, and discards what
   * comes from now on until the client ends its side, or the time for closing is over.
   */
  void finish();

  /**
   * The same, and leaves the client more time to end its own side.
   *
   * @param within how much longer than usual
   */
  void finish(Duration within);

  /** The same without close_notify: over TLS the client sees that it was cut (RFC 8446, 6.1). */
  void truncate();

  /** Ends TCP with RST behind what has been written before, as far as the socket takes it. */
  void reset();

  /** Ends TCP with FIN, and is done with the connection. */
  void end();

  /** Has a client's close frame answered by the listener, or not at all; at once, by default. */
  void onClose(CloseListener listener);

  /** A client's close frame has come; nothing has been answered. Runs on the loop. */
  @FunctionalInterface
  interface CloseListener {
    /**
     * The frame was right; the handler may answer it, now, later or never.
     *
     * @param code null if the frame had none
     */
    void closeReceived(@Nullable CloseCode code, CloseReason reason);
  }

  /** Leaves TCP open for a time after the closing handshake, unless the client ends it. */
  void holdTcp(Duration time);

  /** Hands over the parts of a frame as they arrive, also of one that is short enough to wait. */
  void takeParts();

  /** Answers no more pings. */
  void ignorePings();

  /**
   * Sends no close frame of the engine's own any more: what the handler has sent leaves no room for
   * one. Where one is due, TCP ends: at once behind a client's close, else as in {@link #finish}.
   */
  void sendNoClose();

  /**
   * Says that what the address stands for happens now. The observer is told it as the cause of the
   * end; nothing is sent.
   *
   * @param detail a sentence
   */
  void scenarioBegins(String detail);

  /** How long nothing has come: not a byte. */
  Duration quiet();

  /**
   * Runs a task on the loop after a time, unless the connection has ended by then. If it throws,
   * the connection is closed with 1011, as it is for a handler that throws.
   */
  void later(Duration time, Task task);

  /**
   * The same for a task that keeps something until it runs, which counts in what all connections
   * together may keep.
   *
   * @param bytes what it keeps, about
   * @return false if so much may not be kept: nothing happens then
   */
  boolean later(Duration time, int bytes, Task task);

  /** Something that a handler does later. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }
}
