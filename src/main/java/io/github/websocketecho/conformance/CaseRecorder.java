package io.github.websocketecho.conformance;

import io.github.websocketecho.conformance.Observation.Close;
import io.github.websocketecho.conformance.Observation.End;
import io.github.websocketecho.engine.ConnectionObserver;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records what happens on the connection of a case, until its end. The connection's loop. */
final class CaseRecorder implements ConnectionObserver {

  /**
   * The most frames and bytes of a client, because its rate is not limited: several times what the
   * largest case needs, in the shortest frames that a client may choose.
   */
  private static final long MOST_FRAMES = 2_000_000;

  private static final long MOST_BYTES = 1L << 30;

  private final Progress progress;
  private final WireLog log = new WireLog();
  private final Instant started = Instant.now();
  private final Consumer<Observation> result;
  private Runnable onObserved = () -> {};

  private @Nullable Close server;
  private @Nullable Close client;
  private boolean serverFirst;
  private boolean clientSeen;

  /** The type of the message that the client sends. */
  private Opcode type = Opcode.TEXT;

  private long frames;
  private long bytes;
  private boolean closeIsInvalid;
  private boolean discardsMessages;
  private boolean compressed = true;
  private boolean stopped;
  private @Nullable String violation;

  /**
   * @param result gets what was observed, when TCP has ended
   */
  CaseRecorder(Progress progress, Consumer<Observation> result) {
    this.progress = progress;
    this.result = result;
  }

  WireLog log() {
    return log;
  }

  /** Notifies of events and of violations that the handler is not notified of. */
  void onObserved(Runnable listener) {
    onObserved = listener;
  }

  /** The client has offered nothing that the case compresses with. */
  void notCompressed() {
    compressed = false;
  }

  /** The engine discards messages from now on, so that only their frames are seen. */
  void messagesAreDiscarded() {
    discardsMessages = true;
  }

  private void add(Event event) {
    progress.add(event);
    onObserved.run();
  }

  /** The server has sent a close frame, whether or not it is one. */
  void serverClosed(@Nullable CloseCode code, String reason) {
    if (server == null) {
      server = new Close(code, reason);
      serverFirst = !clientSeen;
    }
  }

  /** Whether the server has sent a close frame. */
  boolean hasServerClosed() {
    return server != null;
  }

  /** Whether the client has sent a close frame. */
  boolean hasClientClosed() {
    return clientSeen;
  }

  /** Whether the client broke a rule of the protocol. */
  boolean isViolated() {
    return violation != null;
  }

  @Override
  public void opened(OpeningResponse response, boolean answered, Control control) {}

  @Override
  public void received(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
    log.received(fin, rsv, opcode, length, beginning.duplicate());
    count(length);
    switch (opcode) {
      case CLOSE -> {
        client = client == null ? close(beginning) : client;
        clientSeen = true;
      }
      case TEXT, BINARY, CONTINUATION -> discarded(fin, opcode, length, beginning);
      case PONG -> {
        if (discardsMessages) {
          add(new Event.Pong(bytes(beginning, Opcode.MAXIMUM_CONTROL_PAYLOAD)));
        }
      }
      case PING -> {}
    }
  }

  /** A part of a message has begun. If the engine discards messages, its last part counts. */
  private void discarded(boolean fin, Opcode opcode, long length, ByteBuffer beginning) {
    type = opcode == Opcode.CONTINUATION ? type : opcode;
    if (discardsMessages && fin) {
      add(new Event.Message(type, length, bytes(beginning, Event.SHOWN), false));
    }
  }

  private void count(long length) {
    frames++;
    bytes += length;
    if ((frames > MOST_FRAMES || bytes > MOST_BYTES) && violation == null) {
      violation = "More than %d frames or %d bytes.".formatted(MOST_FRAMES, MOST_BYTES);
      onObserved.run();
    }
  }

  private static Close close(ByteBuffer payload) {
    ByteBuffer rest = payload.duplicate();
    @Nullable CloseCode code =
        rest.remaining() < Short.BYTES ? null : new CloseCode(Short.toUnsignedInt(rest.getShort()));
    return new Close(code, code == null ? "" : StandardCharsets.UTF_8.decode(rest).toString());
  }

  private static byte[] bytes(ByteBuffer beginning, int most) {
    byte[] bytes = new byte[Math.min(most, beginning.remaining())];
    beginning.duplicate().get(bytes);
    return bytes;
  }

  @Override
  public void receivedAfterClose(ByteBuffer bytes) {
    log.note("afterClose", bytes.remaining());
  }

  @Override
  public void sent(boolean fin, int rsv, Opcode opcode, ByteBuffer payload) {
    log.sent(fin, rsv, opcode.value(), payload.remaining(), payload.duplicate());
    if (opcode == Opcode.CLOSE) {
      Close close = close(payload);
      serverClosed(close.code(), close.reason());
    }
  }

  @Override
  public void sentRaw(ByteBuffer bytes) {}

  @Override
  public void closing(Cause cause, String detail) {
    switch (cause) {
      case PROTOCOL, LIMIT -> {
        violation = violation == null ? detail : violation;
        closeIsInvalid |= clientSeen;
        onObserved.run();
      }
      case SHUTDOWN, LIFETIME, IDLE, ERROR -> stopped = true;
      case ASKED, SCENARIO, NETWORK, STALLED -> {}
    }
  }

  /** Passes on what was observed, unless the server has ended the case for another reason. */
  @Override
  public void ended(TcpEnd end) {
    if (stopped) {
      return;
    }
    result.accept(
        new Observation(
            started,
            log.duration(),
            progress.events(),
            progress.round(),
            progress.done(),
            progress.doneBesidesPongs() >= 0,
            progress.hasRightBytes(),
            compressed,
            server,
            client,
            !closeIsInvalid,
            serverFirst,
            violation,
            switch (end) {
              case FIN -> End.FIN;
              case RESET -> End.RESET;
              case BY_US -> End.SERVER;
            },
            log.entries(),
            log.omitted()));
  }
}
