package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;

/**
 * Is told what happens to one connection, on its loop and in the order of the wire. The buffers are
 * for reading during the call; their positions may be moved.
 */
public interface ConnectionObserver {

  /** Why a connection is closed, or has ended. */
  enum Cause {
    /** The client has, or somebody had it done from the server's side. */
    ASKED,
    /** The address says that it ends so. */
    SCENARIO,
    /** Nothing came for too long. */
    IDLE,
    /** It was open for too long. */
    LIFETIME,
    /** The server ends. */
    SHUTDOWN,
    /** A message was larger, or there were more of them, than is allowed. */
    LIMIT,
    /** The client broke a rule of the protocol. */
    PROTOCOL,
    /** TCP ended, by the peer or on the way. */
    NETWORK,
    /** The peer took nothing of what it was sent, or did not do its part of the closing. */
    STALLED,
    /** A handler failed. */
    ERROR
  }

  /** How TCP ended. */
  enum TcpEnd {
    /** The peer sent FIN first. */
    FIN,
    /** The connection broke. */
    RESET,
    /** The server ended it. */
    BY_US
  }

  /** What somebody else than the handler can do with a connection. Any thread. */
  interface Control {

    /**
     * Sends a whole message, behind the one that is being sent.
     *
     * @throws IOException if a close frame has been sent, or too much waits for the peer already
     */
    void send(WebSocketMessage<?> message) throws IOException;

    /**
     * Starts the closing handshake, if it has not been started.
     *
     * @throws IllegalArgumentException if a close frame cannot carry the code or the reason
     */
    void close(CloseStatus status);
  }

  /**
   * The connection is on its loop; the handler is told next.
   *
   * @param response the answer to the opening handshake
   * @param answered whether that has been sent; otherwise the handler is to answer
   */
  void opened(OpeningResponse response, boolean answered, Control control);

  /**
   * The handler has answered the opening handshake.
   *
   * @param response right or wrong
   */
  default void answered(OpeningResponse response) {}

  /** Bytes have come before the opening handshake was answered, where none should (section 4.1). */
  default void receivedEarly(int bytes) {}

  /**
   * Bytes have come that are HTTP, for the opening handshake was answered with another status than
   * 101, or the client went on with a request all the same. They are discarded.
   *
   * @param request whether they begin as a request does
   */
  default void receivedHttp(int bytes, boolean request) {}

  /**
   * A frame has begun.
   *
   * @param rsv the three reserved bits, from 0 to 7
   * @param length of the whole payload [bytes]
   * @param beginning of the payload, unmasked: at least the first 125 bytes, if it has so many and
   *     they came together
   */
  void received(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning);

  /**
   * Bytes have come behind a close frame, and are discarded.
   *
   * @param bytes as they came
   */
  void receivedAfterClose(ByteBuffer bytes);

  /**
   * A frame has been written.
   *
   * @param rsv the three reserved bits, from 0 to 7
   */
  void sent(boolean fin, int rsv, Opcode opcode, ByteBuffer payload);

  /** Bytes have been written as they are. */
  void sentRaw(ByteBuffer bytes);

  /** The connection is going to end; only the first cause that is told counts. */
  void closing(Cause cause, String detail);

  /** TCP has ended. The last that is told. */
  void ended(TcpEnd end);
}
