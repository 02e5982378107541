package io.github.websocketecho.engine;

import static java.util.Objects.requireNonNullElse;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * What a handler sees of a connection.
 *
 * <p>{@link #sendMessage} and {@link #close} may be called from any thread. On the connection's own
 * loop, where the handler is called, a message is written with the others of the batch. From
 * another thread it is copied and handed to the loop, and the caller waits while {@value
 * Handover#MOST} bytes of the connection's are on that way. On the loop nobody can wait: a message
 * for a peer that has left more than so many bytes untaken is refused with an {@link IOException},
 * and so are those beyond 4 MiB that are sent, untaken, while one batch of messages is handled.
 */
final class EngineSession implements WebSocketSession {

  /** The longest message [bytes] for a handler that takes whole ones only, if it sets no other. */
  private static final int WHOLE_MESSAGE = 64 * 1024;

  private Handshake handshake;

  /** Made when it is asked for. */
  private @Nullable HttpHeaders headers;

  private boolean addressAsked;
  private boolean subprotocolAsked;
  private final @Nullable OpeningResponse opening;

  /** Made when it is asked for, if nothing was put into it before. */
  private @Nullable Map<String, Object> attributes;

  private @Nullable Connection connection;

  /** Made for the first message from another thread. */
  private @Nullable Handover handover;

  private int textMessageSizeLimit = WHOLE_MESSAGE;
  private int binaryMessageSizeLimit = WHOLE_MESSAGE;
  private volatile boolean open = true;

  /**
   * @param opening the right answer to the opening handshake; null if the handler does not answer
   */
  EngineSession(
      Handshake handshake, Map<String, Object> attributes, @Nullable OpeningResponse opening) {
    this.handshake = handshake;
    this.attributes = attributes.isEmpty() ? null : new ConcurrentHashMap<>(attributes);
    this.opening = opening;
  }

  void connect(Connection connection) {
    this.connection = connection;
  }

  /** The handler has been told of the opening: what it has not asked for is kept no longer. */
  void opened() {
    handshake = handshake.opened(addressAsked, subprotocolAsked);
  }

  void noMoreMessages() {
    open = false;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IOException if a close frame has been sent, or the peer takes too little for too long
   * @throws IllegalArgumentException if the payload of a ping or a pong has more than 125 bytes
   */
  @Override
  public void sendMessage(WebSocketMessage<?> message) throws IOException {
    if (!open) {
      throw new IOException("The connection is closed, or is being closed");
    }
    switch (message) {
      case TextMessage text -> send(Opcode.TEXT, ByteBuffer.wrap(text.asBytes()), text.isLast());
      case Utf8Message text -> {
        int start = text.getPayload().position();
        send(Opcode.TEXT, text.getPayload(), text.isLast());
        text.getPayload().position(start);
      }
      case BinaryMessage binary ->
          send(Opcode.BINARY, binary.getPayload().duplicate(), binary.isLast());
      case PingMessage ping -> send(Opcode.PING, ping.getPayload().duplicate(), true);
      case PongMessage pong -> send(Opcode.PONG, pong.getPayload().duplicate(), true);
      default -> throw new IllegalArgumentException("Cannot send a " + message.getClass());
    }
  }

  private void send(Opcode opcode, ByteBuffer payload, boolean last) throws IOException {
    if (opcode.isControl() && payload.remaining() > Opcode.MAXIMUM_CONTROL_PAYLOAD) {
      throw new IllegalArgumentException(
          "A control frame carries at most %d bytes, not %d"
              .formatted(Opcode.MAXIMUM_CONTROL_PAYLOAD, payload.remaining()));
    }
    Connection to = connected();
    if (to.loop().isCurrent()) {
      if (to.waiting() > to.mostWaiting()) {
        throw new IOException("The peer has not taken " + to.waiting() + " bytes yet");
      }
      to.send(opcode, payload, last);
      return;
    }
    handover().send(to, opcode, payload, last);
  }

  private synchronized Handover handover() {
    if (handover == null) {
      handover = new Handover();
    }
    return handover;
  }

  /** For somebody else than the handler. */
  ConnectionObserver.Control control() {
    return new SessionControl(this);
  }

  /** Sends a whole message behind the one that is being sent, without waiting; any thread. */
  void sendBetween(Opcode type, byte[] payload) throws IOException {
    if (!open) {
      throw new IOException("The connection is closed, or is being closed");
    }
    handover().sendBetween(connected(), type, payload);
  }

  @Override
  public void close() {
    close(CloseStatus.NORMAL);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a close frame cannot carry the code or the reason; 1005
   *     stands for a frame without a code
   */
  @Override
  public void close(CloseStatus status) {
    close(status, Cause.SCENARIO, "The server closed the connection.");
  }

  void close(CloseStatus status, Cause cause, String detail) {
    CloseCode code = codeOf(status);
    CloseReason reason = new CloseReason(requireNonNullElse(status.getReason(), ""));
    Connection to = connected();
    if (to.loop().isCurrent()) {
      to.startClosing(code, reason, cause, detail);
    } else {
      to.loop().execute(() -> to.startClosing(code, reason, cause, detail));
    }
  }

  private static @Nullable CloseCode codeOf(CloseStatus status) {
    CloseCode code = new CloseCode(status.getCode());
    if (code.equals(CloseCode.NO_STATUS_RECEIVED)) {
      return null;
    }
    if (!code.mayBeSent()) {
      throw new IllegalArgumentException(
          "A close frame cannot carry " + code + ", only " + CloseCode.SENDABLE);
    }
    return code;
  }

  /** For the handler, on the loop. */
  Wire wire() {
    return connected().wire(opening);
  }

  private Connection connected() {
    Connection connected = connection;
    if (connected == null) {
      throw new IllegalStateException("The connection is not open yet");
    }
    return connected;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public String getId() {
    return handshake.id();
  }

  /** Of the opening handshake, whole. */
  String address() {
    return handshake.address();
  }

  /**
   * {@inheritDoc}
   *
   * <p>One of more than {@value Handshake#LONG} characters is whole only if the handler asks for it
   * before {@code afterConnectionEstablished} returns; later it is without its query.
   */
  @Override
  public URI getUri() {
    addressAsked = true;
    return handshake.uri();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the handler asks for the first time after {@code
   *     afterConnectionEstablished} has returned: headers may be long, and secret, so they are not
   *     kept for nobody
   */
  @Override
  public HttpHeaders getHandshakeHeaders() {
    if (headers == null) {
      headers = handshake.headers();
    }
    return headers;
  }

  @Override
  public synchronized Map<String, Object> getAttributes() {
    if (attributes == null) {
      attributes = new ConcurrentHashMap<>();
    }
    return attributes;
  }

  @Override
  public @Nullable Principal getPrincipal() {
    return handshake.principal();
  }

  @Override
  public @Nullable InetSocketAddress getLocalAddress() {
    return handshake.localAddress();
  }

  @Override
  public @Nullable InetSocketAddress getRemoteAddress() {
    return handshake.remoteAddress();
  }

  /**
   * {@inheritDoc}
   *
   * <p>One of more than {@value Handshake#LONG} characters is there only if the handler asks for it
   * before {@code afterConnectionEstablished} returns.
   */
  @Override
  public @Nullable String getAcceptedProtocol() {
    subprotocolAsked = true;
    return handshake.subprotocol();
  }

  @Override
  public List<WebSocketExtension> getExtensions() {
    return handshake.extensions();
  }

  /** Counts for a handler that takes whole messages only: a longer one gets 1009. */
  @Override
  public void setTextMessageSizeLimit(int messageSizeLimit) {
    textMessageSizeLimit = messageSizeLimit;
  }

  @Override
  public int getTextMessageSizeLimit() {
    return textMessageSizeLimit;
  }

  /** Counts for a handler that takes whole messages only: a longer one gets 1009. */
  @Override
  public void setBinaryMessageSizeLimit(int messageSizeLimit) {
    binaryMessageSizeLimit = messageSizeLimit;
  }

  @Override
  public int getBinaryMessageSizeLimit() {
    return binaryMessageSizeLimit;
  }

  @Override
  public String toString() {
    return "WebSocket " + handshake.id() + " to " + handshake.uri();
  }
}
