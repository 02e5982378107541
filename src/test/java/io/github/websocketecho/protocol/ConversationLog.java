package io.github.websocketecho.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is around a conversation, in memory: writes down what it reports ({@code <}) and sends
 * ({@code >}), and counts the memory that it has.
 */
final class ConversationLog
    implements ConversationFlow,
        ConversationListener,
        ConversationMemory,
        FrameSink,
        MessageReceiver {

  private static final int PIECE = 16;

  private final List<String> lines = new ArrayList<>();
  private final ByteBuffer inflated = ByteBuffer.allocate(PIECE);
  private final ByteBuffer deflated = ByteBuffer.allocate(MessageDeflater.SMALLEST_OUTPUT);

  boolean answersCloses = true;
  boolean wantsMore = true;
  boolean wantsWhole = true;

  /** How many more pieces may be inflated. */
  int room = Integer.MAX_VALUE;

  /** The longest text that is accepted [bytes]. */
  int longestText = Integer.MAX_VALUE;

  long budget = Long.MAX_VALUE;
  long reserved;
  int buffered;
  int inflatedBytes;
  int frames;
  @Nullable MessageDeflater spare;

  /** The beginning of a character whose end is in the next part. */
  private byte[] cut = new byte[0];

  /** The lines since this was last called. */
  List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  @Override
  public void text(ByteBuffer utf8, int incomplete, boolean last) throws ProtocolFailure {
    if (utf8.remaining() > longestText) {
      throw new ProtocolFailure(Violation.MESSAGE_TOO_BIG, longestText);
    }
    byte[] bytes = Flate.concat(cut, bytes(utf8));
    int complete = bytes.length - incomplete;
    lines.add(
        "< "
            + (last ? "text " : "part of a text ")
            + new String(bytes, 0, complete, UTF_8)
            + "…".repeat(incomplete));
    cut = Arrays.copyOfRange(bytes, complete, bytes.length);
  }

  @Override
  public void binary(ByteBuffer payload, boolean last) {
    lines.add("< " + (last ? "binary " : "part of a binary ") + hex(payload));
  }

  @Override
  public void pong(ByteBuffer payload) {
    lines.add(("< pong " + hex(payload)).strip());
  }

  @Override
  public boolean closeReceived(@Nullable CloseCode code, CloseReason reason) {
    lines.add(("< close " + (code == null ? "" : code.value() + " " + reason.text())).strip());
    return answersCloses;
  }

  @Override
  public void violated(ProtocolFailure failure) {
    lines.add("< " + failure.violation());
  }

  @Override
  public void changed(ConversationState state) {
    lines.add("= " + state);
  }

  @Override
  public void frameReceived(
      boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
    frames++;
  }

  @Override
  public void receivedAfterClose(ByteBuffer bytes) {
    lines.add("< discarded " + hex(bytes));
  }

  @Override
  public void frame(boolean fin, int rsv, Opcode opcode, ByteBuffer payload) {
    String content =
        switch (opcode) {
          case CLOSE -> ClosePayload.parse(bytes(payload)).text();
          case TEXT, CONTINUATION -> rsv == 0 ? UTF_8.decode(payload).toString() : hex(payload);
          default -> hex(payload);
        };
    lines.add(
        ("> " + (fin ? "" : "part ") + (rsv == 0 ? "" : "rsv" + rsv + " ") + name(opcode) + content)
            .strip());
  }

  private static String name(Opcode opcode) {
    return Violation.name(opcode) + " ";
  }

  @Override
  public boolean wantsMore() {
    return wantsMore;
  }

  @Override
  public boolean wantsWhole() {
    return wantsWhole;
  }

  @Override
  public boolean hasRoom() {
    return room-- > 0;
  }

  @Override
  public void inflated(int bytes) {
    inflatedBytes += bytes;
  }

  @Override
  public ByteBuffer inflated() {
    return inflated;
  }

  @Override
  public ByteBuffer deflated() {
    return deflated;
  }

  @Override
  public int pieceSize() {
    return PIECE;
  }

  @Override
  public void buffer(int bytes) {
    buffered += bytes;
  }

  @Override
  public void reserve(long bytes) {
    reserved += bytes;
  }

  @Override
  public boolean tryReserve(long bytes) {
    boolean fits = reserved + bytes <= budget;
    reserved += fits ? bytes : 0;
    return fits;
  }

  @Override
  public void release(long bytes) {
    reserved -= bytes;
  }

  @Override
  public @Nullable MessageDeflater takeSpareDeflater() {
    MessageDeflater taken = spare;
    spare = null;
    return taken;
  }

  @Override
  public boolean offerSpareDeflater(MessageDeflater deflater) {
    boolean isFree = spare == null;
    spare = isFree ? deflater : spare;
    return isFree;
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  private static String hex(ByteBuffer payload) {
    return HexFormat.of().formatHex(bytes(payload));
  }
}
