package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.ServerConversation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/**
 * Spring's session of one connection; its native session is the {@link Wire}.
 *
 * <p>{@link #sendMessage} and {@link #close} may be called from any thread. On the connection's own
 * loop, where the handler is called, a message is written with the others of the batch. A message
 * of another thread is copied and queued for the loop; the caller waits while {@value
 * SendQueue#CAPACITY} bytes of this connection are queued. The loop cannot wait: a message is
 * refused with an {@link IOException} if the client has left more than that unaccepted, or more
 * than 4 MiB of what was sent while one batch of messages is handled.
 */
final class EngineSession implements NativeWebSocketSession {

  /** The default limit of a message [bytes] for a handler that does not support parts. */
  private static final int DEFAULT_MESSAGE_SIZE_LIMIT = 64 * 1024;

  private Handshake handshake;

  /** Made when it is asked for. */
  private @Nullable HttpHeaders headers;

  private boolean addressAsked;
  private boolean subprotocolAsked;

  /** Made when it is asked for, unless the handshake has put something into it. */
  private @Nullable Map<String, Object> attributes;

  private @Nullable ServerConversation conversation;
  private @Nullable Output output;
  private @Nullable ConnectionCloser closer;
  private @Nullable Supplier<Wire> wires;

  /** Made for the first message from another thread. */
  private @Nullable SendQueue queue;

  private int textMessageSizeLimit = DEFAULT_MESSAGE_SIZE_LIMIT;
  private int binaryMessageSizeLimit = DEFAULT_MESSAGE_SIZE_LIMIT;
  private volatile boolean open = true;

  EngineSession(Handshake handshake, Map<String, Object> attributes) {
    this.handshake = handshake;
    this.attributes = attributes.isEmpty() ? null : new ConcurrentHashMap<>(attributes);
  }

  /**
   * Called once, before the handler sees the session.
   *
   * @param wires makes the wire when it is asked for
   */
  void connect(
      ServerConversation conversation,
      Output output,
      ConnectionCloser closer,
      Supplier<Wire> wires) {
    this.conversation = conversation;
    this.output = output;
    this.closer = closer;
    this.wires = wires;
  }

  /** The handler knows that the connection is open: what it has not asked for is not retained. */
  void opened() {
    handshake = handshake.opened(addressAsked, subprotocolAsked);
  }

  /** Nothing can be sent any more. */
  void noMoreMessages() {
    open = false;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IOException if a close frame was sent, or the client accepts too little for too long
   * @throws IllegalArgumentException if the payload of a ping or a pong has more than 125 bytes
   */
  @Override
  public void sendMessage(WebSocketMessage<?> message) throws IOException {
    checkOpen();
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

  /** Throws if nothing can be sent any more. */
  void checkOpen() throws IOException {
    if (!open) {
      throw new IOException("The connection is closed, or is being closed");
    }
  }

  private void send(Opcode opcode, ByteBuffer payload, boolean last) throws IOException {
    if (opcode.isControl() && payload.remaining() > Opcode.MAXIMUM_CONTROL_PAYLOAD) {
      throw new IllegalArgumentException(
          "A control frame carries at most %d bytes, not %d"
              .formatted(Opcode.MAXIMUM_CONTROL_PAYLOAD, payload.remaining()));
    }
    Output output = connected(this.output);
    if (!output.loop().isCurrent()) {
      queue().send(opcode, payload, last);
      return;
    }
    output.requireRoom();
    connected(conversation).send(opcode, payload, last);
  }

  /** What other threads send. Any thread. */
  synchronized SendQueue queue() {
    if (queue == null) {
      queue = new SendQueue(connected(conversation), connected(output));
    }
    return queue;
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
    connected(closer).close(status, cause, detail);
  }

  private static <T> T connected(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("The connection is not open yet");
    }
    return part;
  }

  /** {@inheritDoc} To be used on the connection's loop, where the handler is called. */
  @Override
  public Wire getNativeSession() {
    return connected(wires).get();
  }

  @Override
  @SuppressWarnings("unchecked") // Without a type, the caller decides what T is.
  public <T> @Nullable T getNativeSession(@Nullable Class<T> requiredType) {
    return requiredType == null || requiredType.isAssignableFrom(Wire.class)
        ? (T) getNativeSession()
        : null;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public String getId() {
    return handshake.id();
  }

  /** The opening handshake, as far as it is retained. */
  Handshake handshake() {
    return handshake;
  }

  /**
   * {@inheritDoc}
   *
   * <p>An address of more than {@value Handshake#LONG} characters is complete only if the handler
   * asks for it before {@code afterConnectionEstablished} returns; later it has no query.
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
   *     afterConnectionEstablished} has returned: headers may be long, and secret, so they are
   *     retained only for a handler that asks
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
   * <p>A subprotocol of more than {@value Handshake#LONG} characters is null unless the handler
   * asks for it before {@code afterConnectionEstablished} returns.
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

  /** Applies to a handler that does not support parts: a longer message fails with 1009. */
  @Override
  public void setTextMessageSizeLimit(int messageSizeLimit) {
    textMessageSizeLimit = messageSizeLimit;
  }

  @Override
  public int getTextMessageSizeLimit() {
    return textMessageSizeLimit;
  }

  /** Applies to a handler that does not support parts: a longer message fails with 1009. */
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
