package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;

/**
 * Observes one connection: called on its loop, in the order of the wire. The buffers may be read
 * during the call, and their positions may be moved.
 */
public interface ConnectionObserver {

  /** Why a connection is closed, or has ended. */
  enum Cause {
    /** The client closed it, or the API of the server was asked to. */
    ASKED,
    /** The scenario of the address ends it. */
    SCENARIO,
    /** Nothing was received for too long. */
    IDLE,
    /** It was open for too long. */
    LIFETIME,
    /** The server stops. */
    SHUTDOWN,
    /** A message was too large, or there were too many. */
    LIMIT,
    /** The client broke a rule of the protocol. */
    PROTOCOL,
    /** TCP ended: by the client, or on the way. */
    NETWORK,
    /** The client accepted nothing of what was sent, or did not do its part of the closing. */
    STALLED,
    /** A handler failed. */
    ERROR
  }

  /** How TCP ended. */
  enum TcpEnd {
    /** The client sent FIN first. */
    FIN,
    /** The connection broke. */
    RESET,
    /** The server ended it. */
    BY_US
  }

  /** Sends and closes from outside the handler. Any thread. */
  interface Control {

    /**
     * Sends a complete message behind the one that is being sent.
     *
     * @throws IOException if a close frame was sent, or too much waits for the client
     */
    void send(WebSocketMessage<?> message) throws IOException;

    /**
     * Starts the closing handshake unless it has been started.
     *
     * @throws IllegalArgumentException if a close frame cannot carry the code or the reason
     */
    void close(CloseStatus status);
  }

  /**
   * The connection is on its loop; the handler is notified next.
   *
   * @param response the answer to the opening handshake
   * @param answered whether that was sent; otherwise the handler has to answer
   */
  void opened(OpeningResponse response, boolean answered, Control control);

  /**
   * The handler has answered the opening handshake.
   *
   * @param response right or wrong
   */
  default void answered(OpeningResponse response) {}

  /** Bytes were received before the opening handshake was answered (against section 4.1). */
  default void receivedEarly(int bytes) {}

  /**
   * HTTP was received, because the opening handshake was answered with another status than 101, or
   * because the client went on with a request after 101. It is discarded.
   *
   * @param request whether they begin as a request does
   */
  default void receivedHttp(int bytes, boolean request) {}

  /**
   * A frame has begun.
   *
   * @param rsv the three reserved bits, from 0 to 7
   * @param length of the whole payload [bytes]
   * @param beginning of the payload, unmasked: at least the first 125 bytes, if there are as many
   *     and they were received together
   */
  void received(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning);

  /**
   * Bytes were received behind a close frame, and are discarded.
   *
   * @param bytes as they were received
   */
  void receivedAfterClose(ByteBuffer bytes);

  /**
   * A frame was sent.
   *
   * @param rsv the three reserved bits, from 0 to 7
   */
  void sent(boolean fin, int rsv, Opcode opcode, ByteBuffer payload);

  /** Bytes were sent that the engine did not make a frame of. */
  void sentRaw(ByteBuffer bytes);

  /** The connection is going to end. The first cause counts. */
  void closing(Cause cause, String detail);

  /** TCP has ended. The last call. */
  void ended(TcpEnd end);
}
