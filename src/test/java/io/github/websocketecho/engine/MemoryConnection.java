package io.github.websocketecho.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.websocketecho.protocol.ClosePayload;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.protocol.FrameHeader;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.protocol.PermessageDeflate;
import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * A connection of the engine without a socket, a thread and time: the test sends the client's
 * bytes, runs the loop, and advances the clock. Its handler echoes and reports.
 */
final class MemoryConnection {

  private static final int MOST_ROUNDS = 10_000;

  private static final OpeningResponse ACCEPTED =
      new OpeningResponse(OpeningResponse.SWITCHING_PROTOCOLS, List.of());

  private final MemoryTransport transport = new MemoryTransport();
  private final List<String> reports = new ArrayList<>();
  private final EventLoop loop;
  private final Connection connection;
  private final EngineSession session;
  private final EventLoops loops;
  private long time = 1;

  /** How much time passes whenever the clock is read [ns]. */
  private long tick;

  MemoryConnection(EngineSettings settings) throws IOException {
    this(settings, ConnectionOptions.NONE, null);
  }

  MemoryConnection(
      EngineSettings settings, ConnectionOptions options, @Nullable PermessageDeflate agreed)
      throws IOException {
    loops = new EventLoops(settings, EngineListener.NONE, this::time);
    loop = loops.manualLoop();
    var handshake = new Handshake(1, "/", "", null, null, null, null, List.of());
    session = new EngineSession(handshake, Map.of());
    var delivery = new MessageDelivery(new Echo(), session);
    OpeningResponse expected = options.handlerAnswers() ? ACCEPTED : null;
    connection = new Connection(loops, transport, delivery, options, expected, agreed);
    loops.accept();
    loops.opened();
    connection.open(ACCEPTED, ByteBuffer.allocate(0));
    run();
  }

  private long time() {
    time += tick;
    return time;
  }

  /** Has this much time pass whenever the clock is read. */
  void tick(Duration duration) {
    tick = duration.toNanos();
  }

  /** Limits that only tests of limits exceed. */
  static EngineSettings settings() {
    return settings(Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  static EngineSettings settings(Duration idle, Duration lifetime, Duration writeStall) {
    return settings(0, idle, lifetime, writeStall);
  }

  /** Frames of the client in a second. */
  static EngineSettings settings(int messageRate) {
    return settings(messageRate, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  private static EngineSettings settings(
      int messageRate, Duration idle, Duration lifetime, Duration writeStall) {
    long mebibyte = 1 << 20;
    Duration closing = Duration.ofSeconds(5);
    return new EngineSettings(
        1,
        0,
        messageRate,
        0,
        16 * mebibyte,
        mebibyte,
        mebibyte,
        idle,
        lifetime,
        writeStall,
        closing);
  }

  WebSocketSession session() {
    return session;
  }

  MemoryTransport transport() {
    return transport;
  }

  Wire wire() {
    return Wire.of(session);
  }

  /** The server stops; the connection closes after this time in any case. */
  void goAway(Duration longest) throws IOException {
    long deadline = time + longest.toNanos();
    loop.execute(() -> connection.goAway(new CloseReason("stopping"), deadline));
    run();
  }

  /** What is buffered of this connection [bytes]. */
  long buffered() {
    return loops.backlog().reserved();
  }

  /** The client sends a frame. */
  void send(boolean fin, int opcode, byte[] payload) throws IOException {
    transport.send(RawClient.frame(fin, 0, opcode, payload));
    run();
  }

  void sendText(String text) throws IOException {
    send(true, RawClient.TEXT, text.getBytes(UTF_8));
  }

  /** Runs the loop until there is nothing left to do. */
  void run() throws IOException {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (!transport.end().equals("open") && !transport.end().equals("finished")) {
        return;
      }
      if (transport.isReady()) {
        loop.execute(connection::ready);
      } else if (!loop.hasTasks()) {
        return;
      }
      loop.round();
    }
    throw new AssertionError("The loop does not come to rest");
  }

  /** Advances the clock, and lets the loop check the limits. */
  void wait(Duration duration) throws IOException {
    time += duration.toNanos();
    loop.execute(connection::checkLimits);
    run();
  }

  /** The calls of the handler since this was last called. */
  List<String> reports() {
    List<String> taken = List.copyOf(reports);
    reports.clear();
    return taken;
  }

  /** The frames that the client has received since this was last called, in short form. */
  List<String> frames() {
    ByteBuffer bytes = ByteBuffer.wrap(transport.take());
    List<String> frames = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int start = bytes.position();
      int header = FrameHeader.length(bytes.get(start + 1));
      int length = (int) FrameHeader.payloadLength(bytes, start);
      byte[] payload = new byte[length];
      bytes.position(start + header).get(payload);
      frames.add(text(bytes.get(start), payload));
    }
    return frames;
  }

  private static String text(int first, byte[] payload) {
    int opcode = FrameHeader.opcode(first);
    String name =
        Arrays.stream(Opcode.values())
            .filter(candidate -> candidate.value() == opcode)
            .map(candidate -> candidate.name().toLowerCase(Locale.ROOT))
            .findFirst()
            .orElseThrow();
    String content =
        opcode == RawClient.CLOSE ? ClosePayload.parse(payload).text() : new String(payload, UTF_8);
    return ((FrameHeader.fin(first) ? "" : "part ") + name + ' ' + content).strip();
  }

  private final class Echo implements WebSocketHandler {

    @Override
    public void afterConnectionEstablished(WebSocketSession opened) {
      reports.add("established");
    }

    @Override
    public void handleMessage(WebSocketSession receiving, WebSocketMessage<?> message)
        throws Exception {
      if (message instanceof PongMessage) {
        reports.add("pong");
      } else if (message.getPayload().equals("fail")) {
        throw new IllegalStateException("As the client asks");
      } else {
        receiving.sendMessage(message);
      }
    }

    @Override
    public void handleTransportError(WebSocketSession failed, Throwable failure) {
      reports.add("transport error: " + failure.getMessage());
    }

    @Override
    public void afterConnectionClosed(WebSocketSession closed, CloseStatus status) {
      reports.add("closed " + status.getCode());
    }

    @Override
    public boolean supportsPartialMessages() {
      return true;
    }
  }
}
