package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.TimeLimits.Excess;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.protocol.ConversationState;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.protocol.PermessageDeflate;
import io.github.websocketecho.protocol.ServerConversation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection on its event loop: decides what is done next when its socket is ready, when
 * something was sent, and when a limit is exceeded. Runs on the loop.
 */
final class Connection
    implements Selectable, ReadThrottle.Listener, ConnectionCloser.Listener, Supplier<Wire> {

  private final EventLoop loop;
  private final Transport transport;
  private final OpeningAnswer opening;
  private final Output output;
  private final ServerConversation conversation;
  private final ConversationEvents events;
  private final CloseState close;
  private final ConnectionCloser closer;
  private final ConnectionReader reader;
  private final TimeLimits times;
  private final ConnectionLifecycle lifecycle;

  /** Null while the handler asks for nothing beyond what a session offers. */
  private @Nullable ConnectionWire wire;

  /** Null until the connection is on its loop. */
  private @Nullable SelectionKey key;

  /** Whether the connection goes on in the next round. */
  private boolean goesOnNext;

  /**
   * @param expected the answer to the opening handshake that the handler has to give; null if the
   *     engine answers
   * @param agreed null if compression was not agreed on
   */
  Connection(
      EventLoops loops,
      Transport transport,
      MessageDelivery delivery,
      ConnectionOptions options,
      @Nullable OpeningResponse expected,
      @Nullable PermessageDeflate agreed) {
    this.transport = transport;
    loop = loops.next();
    ConnectionObserver observer = options.observer();
    opening = new OpeningAnswer(delivery.session(), expected, observer);
    RateLimiter limiter = options.limited() ? RateLimiter.of(loop.settings(), loop.time()) : null;
    output = new Output(loop, transport, observer, this::written);
    var flow = new FlowControl(loop, output, limiter);
    close = new CloseState(observer);
    events = new ConversationEvents(flow, output, delivery.session(), close, observer);
    conversation =
        new ServerConversation(
            agreed,
            options.messageSize(loop.settings()),
            options.fragmentSize(),
            loop.buffers(),
            flow,
            delivery,
            output,
            events);
    if (opening.isSent()) {
      conversation.begin();
    }
    closer = new ConnectionCloser(loop, transport, conversation, output, close, this);
    times = new TimeLimits(loop);
    reader =
        new ConnectionReader(
            loop,
            new Input(loop, transport),
            flow,
            limiter == null ? null : new ReadThrottle(loop, limiter, this),
            conversation,
            opening,
            output,
            closer,
            times);
    lifecycle = new ConnectionLifecycle(loops, delivery, conversation, close, times, options);
    delivery.countIn(loop.statistics());
    delivery.session().connect(conversation, output, closer, this);
  }

  /**
   * Moves the connection to its loop. Any thread.
   *
   * @param response to the opening handshake; the right one if the handler is to answer
   * @param unsent what the socket has not accepted of it
   */
  void open(OpeningResponse response, ByteBuffer unsent) {
    loop.execute(() -> closer.guarded(() -> begin(response, unsent)));
  }

  private void begin(OpeningResponse response, ByteBuffer unsent) throws IOException {
    lifecycle.registered(response, opening.isSent());
    key = loop.register(transport, this);
    output.unobserved(unsent);
    ByteBuffer early = reader.readEarly();
    lifecycle.opened();
    reader.answerEarly(early);
    proceed();
    if (mayRead()) {
      read();
    }
  }

  @Override
  public void ready() {
    closer.guarded(
        () -> {
          SelectionKey selected = key;
          if (selected == null || !selected.isValid()) {
            return;
          }
          if (selected.isWritable()) {
            output.resume();
            goOn();
          }
          if (mayRead() && selected.isValid() && selected.isReadable()) {
            read();
          }
        });
  }

  private boolean mayRead() {
    return reader.readsMore() && !reader.isPaused();
  }

  private boolean read() throws IOException {
    boolean received = reader.read();
    proceed();
    return received;
  }

  /** Handles what is buffered, if it can be handled now. */
  private void goOn() throws IOException {
    reader.goOn();
    proceed();
  }

  @Override
  public void pauseEnded() {
    times.active(); // The client was not quiet: its socket was not read.
    closer.guarded(this::goOn);
  }

  @Override
  public void checkLimits() {
    if (close.hasEnded()) {
      return;
    }
    if (times.isQuiet()) {
      conversation.rest();
    }
    if (output.isBlocked()) {
      closer.guarded(this::proceed); // Others may have given back memory that it needs to read on.
    }
    boolean idle = conversation.isOpen() && !close.hasEnded() && !reader.isPaused();
    Excess excess = times.excess(conversation.state(), idle, reader.readsMore(), output, close);
    if (excess != null) {
      closer.close(excess);
    }
  }

  @Override
  public void goAway(CloseReason reason, long deadline) {
    closer.guarded(
        () -> {
          boolean waits =
              output.isBlocked() || reader.isToGoOn() || (wire != null && wire.hasBufferingTask());
          boolean mayWait = reader.isOpen() && loop.now() - deadline < 0;
          if (mayWait && (waits || (reader.readsMore() && read()))) {
            loop.schedule(waits ? EventLoops.LOOK : Duration.ZERO, () -> goAway(reason, deadline));
          } else {
            closer.goAway(reason, Cause.SHUTDOWN);
          }
        });
  }

  @Override
  public void cut(Cause cause, String detail) {
    closer.cut(cause, detail);
  }

  private void written() {
    closer.guarded(this::proceed);
  }

  /** Decides what to wait for, or that there is nothing left to wait for. */
  private void proceed() throws IOException {
    if (close.hasEnded()) {
      return;
    }
    ConversationState state = conversation.state();
    if (state == ConversationState.FAILED) {
      reader.discard();
    }
    boolean isWritten = !output.isBlocked();
    int writes = output.operations();
    boolean isAtEnd = reader.isAtEnd() && isWritten && !reader.isToGoOn();
    if (opening.isFollowedByRequest()) {
      closer.end(TcpEnd.BY_US);
    } else if (output.isBroken() && !isAtEnd) {
      goOnNext();
    } else if (isWritten && state == ConversationState.CLOSED && !close.holdsTcp()) {
      closer.endInOrder(events::receivedAfterClose);
    } else if (isAtEnd) {
      closer.clientEnded(output.failure());
    } else if (isWritten && state == ConversationState.FAILED) {
      // The client may still send: to close TCP now would reset it, and lose the close frame.
      output.shutdown(close.isTruncated());
      waitFor(SelectionKey.OP_READ);
    } else if (reader.isPaused() || !output.hasRoom()) {
      waitFor(writes);
    } else if (reader.isToGoOn()) {
      waitFor(writes);
      goOnNext();
    } else if (transport.hasEndedUnseen() && !reader.isAtEnd()) {
      loop.executeNext(() -> closer.guarded(this::read));
    } else {
      waitFor(writes | (reader.readsMore() ? SelectionKey.OP_READ : 0));
    }
  }

  private void waitFor(int operations) {
    SelectionKey selected = key;
    if (selected != null && selected.isValid() && selected.interestOps() != operations) {
      selected.interestOps(operations);
    }
  }

  private void goOnNext() {
    if (!goesOnNext) {
      goesOnNext = true;
      loop.executeNext(
          () -> {
            goesOnNext = false;
            closer.guarded(output.isBroken() ? this::readLast : this::goOn);
          });
    }
  }

  /** Handles what the client sent before its socket failed. */
  private void readLast() throws IOException {
    if (close.hasEnded()) {
      return;
    }
    boolean more = reader.readLast();
    proceed();
    if (!more) {
      closer.transportFailed(output.failure());
    }
  }

  @Override
  public Wire get() {
    if (wire == null) {
      wire =
          new ConnectionWire(
              loop, conversation, events, opening, reader, output, close, closer, this::goOnNext);
    }
    return wire;
  }

  @Override
  public void transportFailed(IOException failure) {
    lifecycle.transportFailed(failure);
  }

  @Override
  public void ended(TcpEnd how) {
    reader.end();
    if (key != null) {
      key.cancel();
    }
    if (wire != null) {
      wire.cancelTasks();
    }
    lifecycle.ended(how);
  }
}
