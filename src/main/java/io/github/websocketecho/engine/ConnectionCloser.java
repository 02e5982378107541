package io.github.websocketecho.engine;

import static java.util.Objects.requireNonNullElse;

import io.github.websocketecho.OutOfMemory;
import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.TimeLimits.Excess;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.protocol.ServerConversation;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

/**
 * The ways in which one connection ends: by a closing handshake, by failing the connection (RFC
 * 6455, section 7.1.7), or by ending TCP. Runs on the loop.
 */
final class ConnectionCloser {

  /** How the JDK reports ECONNRESET. A broken pipe (EPIPE) may follow FIN. */
  private static final String RESET = "reset";

  private static final Log logger = LogFactory.getLog(ConnectionCloser.class);

  /** How often the socket is read for what was sent before the end of TCP. */
  private static final int LAST_READS = 4;

  private final EventLoop loop;
  private final Transport transport;
  private final ServerConversation conversation;
  private final Output output;
  private final CloseState state;
  private final Listener listener;

  /** Notified on the loop. */
  interface Listener {

    /** TCP broke; {@link #ended} is next. */
    void transportFailed(IOException failure);

    /** Nothing is sent or received any more, and TCP ends next. */
    void ended(TcpEnd how);
  }

  /** Something that is done for the connection. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  ConnectionCloser(
      EventLoop loop,
      Transport transport,
      ServerConversation conversation,
      Output output,
      CloseState state,
      Listener listener) {
    this.loop = loop;
    this.transport = transport;
    this.conversation = conversation;
    this.output = output;
    this.state = state;
    this.listener = listener;
  }

  /** Whether TCP has ended, or is being ended. */
  boolean hasEnded() {
    return state.hasEnded();
  }

  /**
   * Starts the closing handshake, or answers the client's close frame. Sends nothing if a close
   * frame was sent before.
   *
   * @param code null for a close frame without a code
   */
  void start(@Nullable CloseCode code, CloseReason reason, Cause cause, String detail) {
    state.caused(cause, detail);
    conversation.close(code, reason);
  }

  /**
   * The same for a status of Spring's. Any thread.
   *
   * @param status 1005 is a close frame without a code
   * @throws IllegalArgumentException if a close frame cannot carry the code or the reason
   */
  void close(CloseStatus status, Cause cause, String detail) {
    CloseCode code = codeOf(status);
    CloseReason reason = new CloseReason(requireNonNullElse(status.getReason(), ""));
    if (loop.isCurrent()) {
      start(code, reason, cause, detail);
    } else {
      loop.execute(() -> start(code, reason, cause, detail));
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

  /** Starts the closing handshake with 1001, for a reason that is the cause as well. */
  void goAway(CloseReason reason, Cause cause) {
    guarded(() -> start(CloseCode.GOING_AWAY, reason, cause, reason.text()));
  }

  /** Ends the connection because it exceeds a limit. */
  void close(Excess excess) {
    if (excess.cut()) {
      cut(excess.cause(), excess.reason());
    } else {
      goAway(new CloseReason(excess.reason()), excess.cause());
    }
  }

  /** Fails the connection: discards all that is received from now on. */
  void fail(CloseCode code, CloseReason reason, Cause cause, String detail) {
    state.caused(cause, detail);
    conversation.fail(code, reason);
  }

  /** A handler, or what the engine did for it, threw something: fails the connection with 1011. */
  void handlerFailed(Throwable failure) {
    report(failure);
    fail(CloseCode.INTERNAL_ERROR, CloseReason.NONE, Cause.ERROR, "A handler failed.");
  }

  private void report(Throwable failure) {
    OutOfMemory.endAt(failure);
    loop.listener().handlerFailed(failure);
  }

  /** Does something for the connection: what fails ends this connection alone. */
  void guarded(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      logger.debug("TCP broke", e);
      transportFailed(e);
    } catch (RuntimeException | Error e) {
      handlerFailed(e);
      output.notifyWritten();
    }
  }

  /** Ends TCP with FIN at once. */
  void cut(Cause cause, String detail) {
    state.caused(cause, detail);
    end(TcpEnd.BY_US);
  }

  /** Ends TCP with RST, behind what the batch has gathered. */
  void reset(Cause cause, String detail) {
    state.caused(cause, detail);
    output.flush();
    end(TcpEnd.BY_US, Transport::reset);
  }

  /**
   * The client has ended TCP without a closing handshake. If it has reset TCP, a failed write may
   * be the only one to report that: the end of the input follows.
   *
   * @param failure of a write; null for none
   */
  void clientEnded(@Nullable IOException failure) {
    if (failure != null && String.valueOf(failure.getMessage()).contains(RESET)) {
      transportFailed(failure);
      return;
    }
    state.caused(Cause.NETWORK, "The client ended TCP without a closing handshake.");
    end(TcpEnd.FIN);
  }

  /**
   * TCP broke.
   *
   * @param failure null if the socket did not say why
   */
  void transportFailed(@Nullable IOException failure) {
    state.caused(Cause.NETWORK, "TCP broke.");
    if (!hasEnded()) {
      try {
        listener.transportFailed(failure == null ? new EOFException() : failure);
      } catch (RuntimeException | Error e) {
        report(e);
      }
    }
    end(TcpEnd.RESET);
  }

  /** Both sides have closed: ends TCP, unless the client was the first to end it. */
  void endInOrder(Consumer<ByteBuffer> receivedAfterClose) throws IOException {
    int read = 1;
    for (int look = 0; look < LAST_READS && read > 0; look++) {
      ByteBuffer last = loop.input().clear();
      read = transport.read(last);
      if (read > 0) {
        receivedAfterClose.accept(last.flip());
      }
    }
    end(read < 0 ? TcpEnd.FIN : TcpEnd.BY_US);
  }

  /** Ends TCP. */
  void end(TcpEnd how) {
    end(how, Transport::close);
  }

  /**
   * Ends the connection, once.
   *
   * @param tcp ends TCP: last, because the client may connect again as soon as it sees the end
   */
  private void end(TcpEnd how, Consumer<Transport> tcp) {
    if (hasEnded()) {
      return;
    }
    state.end();
    output.end();
    conversation.end();
    try {
      listener.ended(how);
    } finally {
      tcp.accept(transport);
    }
  }
}
