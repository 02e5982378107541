package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * What a handler can do with its connection beyond what a {@link WebSocketSession} offers, whether
 * a protocol allows it or not. Only for the connection's loop, which calls the handler and runs the
 * tasks of {@link #later}.
 */
public interface Wire {

  /**
   * The wire under a session, whatever decorates it.
   *
   * @throws IllegalArgumentException if the session is not one of this engine
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
   * The headers of the opening handshake. Those of the session are the same, but are retained until
   * the connection has ended.
   *
   * @throws IllegalStateException if {@code afterConnectionEstablished} has returned
   */
  HttpHeaders requestHeaders();

  /**
   * The correct answer to the opening handshake of a connection that was opened with {@link
   * ConnectionOptions#withHandlerAnswering}. The handler has to {@link #answer}.
   *
   * @throws IllegalStateException if the engine answers, or the handshake has been answered
   */
  OpeningResponse openingResponse();

  /**
   * Answers the opening handshake. Until then no frame is sent, and up to 16 KiB of input are
   * buffered.
   *
   * <p>The status 101 opens the connection. After any other status the input is HTTP, which is
   * reported and discarded, and TCP ends at the next request. The same applies to a client that
   * goes on with HTTP after 101.
   *
   * @param body the bytes behind the head, in one write with it; after the status 101 they are
   *     frames
   * @throws IllegalStateException if the handshake has been answered
   */
  void answer(OpeningResponse response, ByteBuffer body);

  /** Sends bytes that need not be a frame, behind what has been sent before. */
  void send(ByteBuffer bytes);

  /**
   * Sends a frame as it is, behind what has been sent before. Its payload is not compressed, even
   * if compression was negotiated, and is not used after the call.
   *
   * @param rsv the reserved bits, 0-7; RSV1 says that the payload is compressed already
   */
  void send(boolean fin, int rsv, Opcode opcode, ByteBuffer payload);

  /** Whether the socket has accepted everything that was sent before. */
  boolean isWritten();

  /**
   * Runs a task on the loop once the socket has accepted everything that was sent before, and at
   * the earliest in the next round, after other connections had their turn. Does not run it if the
   * connection ends first. If the task throws, the connection closes with 1011.
   */
  void whenWritten(Task task);

  /**
   * Writes everything that a task sends at once, as far as the socket accepts it: in one segment of
   * TCP if it is short.
   */
  void together(Task task) throws IOException;

  /**
   * Reads nothing from the socket for a time. The operating systems of both sides buffer what the
   * client sends, until it cannot send any more.
   */
  void stopReading(Duration time);

  /**
   * Writes everything from now on in pieces, each in a write of its own. Without a pause, two
   * pieces may be in one segment of TCP.
   *
   * <p>A client that accepts pieces has more time for the closing handshake: as much as a close
   * frame may take, up to two minutes.
   *
   * @param size of the largest piece [bytes], 1 or more
   * @param pause after each piece
   */
  void inPieces(int size, Duration pause);

  /**
   * Sends FIN behind what has been sent before, over TLS with close_notify. Discards all input
   * until the client ends its side, or the time for closing is over.
   */
  void finish();

  /**
   * The same, and gives the client more time to end its side.
   *
   * @param within how much more than usual
   */
  void finish(Duration within);

  /** The same without close_notify: over TLS the client sees a truncation (RFC 8446, 6.1). */
  void truncate();

  /** Ends TCP with RST, behind what the socket has accepted of what was sent before. */
  void reset();

  /** Ends TCP with FIN, and with it the connection. */
  void end();

  /** Leaves the answer to the client's close frame to a listener. By default it is sent at once. */
  void onClose(CloseListener listener);

  /** Notified of the client's close frame, before any answer. Runs on the loop. */
  @FunctionalInterface
  interface CloseListener {
    /**
     * The frame was valid. The handler may answer it now, later or never.
     *
     * @param code null if the frame had none
     */
    void closeReceived(@Nullable CloseCode code, CloseReason reason);
  }

  /**
   * Gives the client more time for its part of the closing handshake.
   *
   * @param more how much more than usual
   */
  void allowClosing(Duration more);

  /** Leaves TCP open for a time after the closing handshake, unless the client ends it. */
  void holdTcp(Duration time);

  /** Has the parts of a frame delivered as they are received, even of a short frame. */
  void takeParts();

  /** Answers no more pings. */
  void ignorePings();

  /**
   * Answers pings later, because the handler sends a frame in several parts: a pong would be in the
   * middle of it.
   */
  void delayPongs();

  /** Answers pings at once again, and the last one that was received meanwhile. */
  void resumePongs();

  /**
   * Has the engine send no close frame from now on, because what the handler has sent leaves no
   * room for one. If one is due, TCP ends: at once after the client's close, otherwise as by {@link
   * #finish}.
   */
  void sendNoClose();

  /**
   * Reports to the observer that the scenario of the address happens now, as the cause of the end.
   * Sends nothing.
   *
   * @param detail a sentence
   */
  void scenarioBegins(String detail);

  /** How long no byte has been received. */
  Duration quiet();

  /**
   * Runs a task on the loop after a time, unless the connection has ended. If the task throws, the
   * connection closes with 1011, as it does if a handler throws.
   */
  void later(Duration time, Task task);

  /**
   * The same for a task that buffers something until it runs. It counts in the backlog of all
   * connections.
   *
   * @param bytes how much it buffers, about
   * @return false if the backlog has no room: nothing happens then
   */
  boolean later(Duration time, int bytes, Task task);

  /** Something that a handler does later. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }
}
