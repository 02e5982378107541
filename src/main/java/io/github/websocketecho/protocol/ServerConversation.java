package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of one WebSocket connection as a value: bytes are given to it, and it reports
 * messages to a {@link MessageReceiver} and sends frames to a {@link FrameSink}. It answers pings
 * and closes by itself. It knows no socket, no clock and no thread.
 *
 * <p>Its {@link ConversationState} is the whole of what it may do next:
 *
 * <table>
 *   <caption>State by event; an event that is not named changes nothing</caption>
 *   <tr><th></th><th>close sent</th><th>close received</th><th>failed</th></tr>
 *   <tr><td>OPEN</td><td>CLOSE_SENT</td><td>CLOSE_RECEIVED</td><td>FAILED</td></tr>
 *   <tr><td>CLOSE_SENT</td><td></td><td>CLOSED</td><td>FAILED</td></tr>
 *   <tr><td>CLOSE_RECEIVED</td><td>CLOSED</td><td></td><td>FAILED</td></tr>
 * </table>
 *
 * <p>Not thread-safe: all calls are from one thread, and so are its calls of the others.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455.html">RFC 6455</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692.html">RFC 7692</a>
 */
public final class ServerConversation {

  /** The longest payload [bytes] of a data frame that may be handled in one piece. */
  public static final int WHOLE = FrameReader.WHOLE;

  /** The length of the shortest frame of a client [bytes]. */
  public static final int SMALLEST_FRAME = FrameReader.SMALLEST_FRAME;

  /** The most that {@link #receive} leaves in a buffer if there is room for the answers [bytes]. */
  public static final int MAXIMUM_LEFT = FrameReader.MAXIMUM_LEFT;

  private final FrameReader frames;
  private final Incoming incoming;
  private final MessageWriter writer;
  private final FrameSink sink;
  private final ConversationFlow flow;
  private final ConversationListener listener;

  private ConversationState state = ConversationState.OPEN;

  /** Whether frames may be sent: from {@link #begin} to {@link #end}. */
  private boolean sends;

  private boolean answersPings = true;
  private boolean delaysPongs;

  /** The payload of the last ping whose answer is delayed; null if none is. */
  private byte @Nullable [] delayedPong;

  private boolean sendsCloses = true;
  private CloseFrames closeFrames = CloseFrames.NONE;

  /**
   * @param agreed null if compression was not agreed on
   * @param messageLimit the longest message that is accepted [bytes]; a longer one fails with 1009
   *     as soon as a header says so; 0 for any
   * @param fragmentSize the longest payload of a frame that is sent [bytes]; 0 for any
   */
  public ServerConversation(
      @Nullable PermessageDeflate agreed,
      long messageLimit,
      int fragmentSize,
      ConversationMemory memory,
      ConversationFlow flow,
      MessageReceiver receiver,
      FrameSink sink,
      ConversationListener listener) {
    this.flow = flow;
    this.sink = sink;
    this.listener = listener;
    frames = new FrameReader(agreed != null, messageLimit);
    incoming = new Incoming(agreed, messageLimit, memory, flow, receiver);
    writer = new MessageWriter(agreed, fragmentSize, memory, sink);
  }

  /** The opening handshake has been answered with 101: frames may be sent from now on. */
  public void begin() {
    sends = true;
  }

  public ConversationState state() {
    return state;
  }

  /** Whether messages are sent and received. */
  public boolean isOpen() {
    return state == ConversationState.OPEN;
  }

  /**
   * Handles what lies in the buffer, as far as it is complete and there is room for the answers,
   * and moves the position behind it. What is left belongs in front of the bytes that are received
   * next: at most {@value #MAXIMUM_LEFT}, unless there was no room. If the conversation has failed,
   * all is discarded.
   *
   * @param input big-endian and writable, because payloads are unmasked in place
   */
  public void receive(ByteBuffer input) {
    if (state == ConversationState.FAILED) {
      input.position(input.limit());
      return;
    }
    try {
      incoming.resume();
      frames.read(input, incoming);
    } catch (ProtocolFailure failure) {
      fail(failure);
    }
  }

  /**
   * How many bytes the incomplete frame has that the last {@link #receive} left, with its header; 0
   * if there is none, or if that is not known yet. Until then it need not be given again.
   */
  public int awaited() {
    return flow.wantsWhole() ? frames.awaited() : 0;
  }

  /**
   * Checks more bytes of the frame that is {@link #awaited}, which are given again when it is
   * complete. Moves neither position nor limit.
   */
  public void receiveAhead(ByteBuffer more) {
    try {
      frames.readAhead(more, incoming);
    } catch (ProtocolFailure failure) {
      fail(failure);
    }
  }

  /** Whether received payload waits to be inflated before anything else is handled. */
  public boolean isInflating() {
    return incoming.isWaiting();
  }

  /** The most bytes that this payload may inflate to; 0 for none. */
  public long mayInflateTo() {
    return incoming.mayInflateTo();
  }

  /**
   * Sends a part of a message, or a ping or a pong. Discards it if a close frame has been sent.
   *
   * @param payload of a ping or a pong at most {@value Opcode#MAXIMUM_CONTROL_PAYLOAD} bytes
   * @param last ignored for a ping or a pong
   */
  public void send(Opcode opcode, ByteBuffer payload, boolean last) {
    if (!sends || !state.maySend()) {
      return;
    }
    if (opcode.isControl()) {
      sink.frame(true, 0, opcode, payload);
    } else {
      writer.part(opcode, payload, last);
    }
  }

  /**
   * Runs a task now, or behind the message that is being sent, or when nothing is sent any more.
   */
  public void betweenMessages(Runnable task) {
    writer.betweenMessages(task);
  }

  /**
   * Sends a close frame: starts the closing handshake, or ends the one that the client started.
   * Changes nothing if one has been sent, or the conversation has failed.
   *
   * <p>If no close frame may be sent, the client does not learn of it and has nothing to answer: an
   * open conversation fails then.
   *
   * @param code null for a frame without a code and a reason
   */
  public void close(@Nullable CloseCode code, CloseReason reason) {
    if (!state.maySend()) {
      return;
    }
    boolean framed = sends && sendsCloses;
    if (framed) {
      closeFrames = closeFrames.withSent(code);
      sink.frame(true, 0, Opcode.CLOSE, ClosePayload.of(code, reason));
    }
    if (state == ConversationState.CLOSE_RECEIVED) {
      change(ConversationState.CLOSED);
    } else if (state == ConversationState.OPEN) {
      change(framed ? ConversationState.CLOSE_SENT : ConversationState.FAILED);
    }
  }

  /**
   * Fails the connection (RFC 6455, section 7.1.7): sends a close frame if one may be sent, and
   * discards all that is received from now on.
   *
   * @param code null for a frame without a code and a reason
   */
  public void fail(@Nullable CloseCode code, CloseReason reason) {
    close(code, reason);
    abandon();
  }

  private void fail(ProtocolFailure failure) {
    listener.violated(failure);
    fail(failure.code(), failure.reason());
  }

  /** Fails the connection without a close frame, unless both sides are done. */
  public void abandon() {
    if (state != ConversationState.CLOSED && state != ConversationState.FAILED) {
      change(ConversationState.FAILED);
    }
  }

  private void change(ConversationState next) {
    state = next;
    incoming.discard();
    listener.changed(next);
  }

  /** The close frames of both sides so far. */
  public CloseFrames closeFrames() {
    return closeFrames;
  }

  /** Answers no ping from now on. */
  public void ignorePings() {
    answersPings = false;
  }

  /** Answers pings later, because a pong would be in the middle of a frame that is being sent. */
  public void delayPongs() {
    delaysPongs = true;
  }

  /** Answers pings at once again, and the last one that was received meanwhile (section 5.5.3). */
  public void resumePongs() {
    delaysPongs = false;
    if (delayedPong != null) {
      send(Opcode.PONG, ByteBuffer.wrap(delayedPong), true);
      delayedPong = null;
    }
  }

  /** Sends no close frame from now on, neither first nor as an answer. */
  public void sendNoCloses() {
    sendsCloses = false;
  }

  /** Gives native memory back until the next message. */
  public void rest() {
    incoming.rest();
    writer.rest();
  }

  /** TCP has ended: gives all memory back; to be called once, and last. */
  public void end() {
    sends = false;
    incoming.close();
    writer.close();
  }

  /** What the frames of the client lead to. */
  private final class Incoming extends MessageReader {

    Incoming(
        @Nullable PermessageDeflate agreed,
        long messageLimit,
        ConversationMemory memory,
        ConversationFlow flow,
        MessageReceiver receiver) {
      super(agreed, messageLimit, memory, flow, receiver);
    }

    @Override
    public boolean wantsMore() {
      return flow.wantsMore() && !isWaiting();
    }

    @Override
    public boolean wantsWhole() {
      return flow.wantsWhole();
    }

    @Override
    public void frame(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
      listener.frameReceived(fin, rsv, opcode, length, beginning);
    }

    @Override
    public void ping(ByteBuffer payload) {
      if (delaysPongs && answersPings) {
        delayedPong = new byte[payload.remaining()];
        payload.get(delayedPong);
      } else if (answersPings) {
        send(Opcode.PONG, payload, true);
      }
    }

    @Override
    public void close(@Nullable CloseCode code, CloseReason reason) {
      closeFrames = closeFrames.withReceived(code, reason);
      if (state == ConversationState.OPEN) {
        change(ConversationState.CLOSE_RECEIVED);
      } else if (state == ConversationState.CLOSE_SENT) {
        change(ConversationState.CLOSED);
      }
      if (listener.closeReceived(code, reason)) {
        ServerConversation.this.close(code, reason);
      }
    }

    @Override
    public void afterClose(ByteBuffer bytes) {
      listener.receivedAfterClose(bytes);
    }
  }
}
