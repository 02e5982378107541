package io.github.websocketecho.protocol;

import static io.github.websocketecho.protocol.Flate.hex;
import static io.github.websocketecho.support.RawClient.BINARY;
import static io.github.websocketecho.support.RawClient.frame;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whatever a client sends, the reader throws nothing but a {@link ProtocolFailure}, comes to an
 * end, leaves no more than {@link FrameReader#MAXIMUM_LEFT} bytes, and tells the same wherever the
 * bytes are cut, however often the receiver pauses, and be there room for frames that are not whole
 * or not; what {@link Utf8Validator} lets through is UTF-8, and what it does not is not.
 *
 * <p>The first byte of an input is for the settings, the next three for the lengths of the pieces,
 * in turns; the others are what the client sends.
 */
final class FrameReaderFuzz {

  private static final int SETTINGS = 4;
  private static final int COMPRESSIBLE = 1;
  private static final int LIMITED = 2;
  private static final int PAUSING = 4;
  private static final int CRAMPED = 8;

  /** What is left where there is no room for data frames: a control frame at most. */
  private static final int SMALLEST_LEFT = 2 + Integer.BYTES + Opcode.MAXIMUM_CONTROL_PAYLOAD;

  private static final long LIMIT = 200;

  /** One for all inputs, as an event loop has one for all connections. */
  private static final ByteBuffer BUFFER = ByteBuffer.allocateDirect(256 * 1024);

  private FrameReaderFuzz() {}

  /** What the fuzzer calls; throws if a rule above does not hold. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < SETTINGS) {
      return;
    }
    byte[] stream = Arrays.copyOfRange(input, SETTINGS, input.length);
    List<String> whole = new Reading(input[0] & ~PAUSING).read(stream, stream.length);
    List<String> cut =
        new Reading(input[0])
            .read(stream, 1 + (input[1] & 0xFF), 1 + (input[2] & 0xFF), 1 + (input[3] & 0xFF));
    if (!cut.equals(whole)) {
      throw new AssertionError("Read whole: " + whole + "\nRead in pieces: " + cut);
    }
  }

  /** Inputs to begin with: most of what the protocol has, and what lies close to its rules. */
  static List<byte[]> seeds() {
    byte[] longFrame = frame(true, 0, BINARY, new byte[FrameReader.WHOLE + 10]);
    return List.of(
        // A text whose characters lie at the edges of what UTF-8 allows, and a close.
        hex(
            "00 03 09 1f  81 94 00000000 6161616161616161 c3a9 e0a080 ed9fbf f48fbfbf"
                + "88 85 00000000 0fa1 627965"),
        // The same cut by fragments with a ping between them, and a close without a code.
        hex(
            "04 00 01 ff  01 82 00000000 f09f  89 81 00000000 07  80 82 00000000 918b"
                + "8a 80 00000000  88 80 00000000"),
        hex("00 00 00 00  88 82 00000000 03e8"),
        // Where there is no room for frames that are not whole.
        hex("08 02 01 07  81 84 00000000 f09f918b  02 82 00000000 0102  80 81 00000000 03"),
        // Messages that are compressed, fragmented and not, under a limit.
        hex(
            "07 02 05 63  c1 81 00000000 02  41 82 00000000 f248  00 80 00000000"
                + "80 81 00000000 cd  82 82 37fa213d 0102"),
        Flate.concat(hex("02 10 ff 05  82 fe 0080 00000000"), new byte[128]),
        Flate.concat(hex("00 ff ff 05"), longFrame, hex("89 80 00000000")));
  }

  /** One connection that is read to its end. */
  private static final class Reading implements FrameReceiver {

    private static final String FRAME = "frame ";

    private final FrameReader reader;
    private final long limit;
    private final boolean pausing;
    private final boolean cramped;
    private final FrameLog log = new FrameLog();
    private final Utf8Validator validator = new Utf8Validator();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    private boolean told;
    private boolean paused;
    private boolean closed;
    private int questionsLeft;
    private int ahead;
    private int afterClose;
    private long messageLength;

    Reading(int settings) {
      limit = (settings & LIMITED) != 0 ? LIMIT : 0;
      reader = new FrameReader((settings & COMPRESSIBLE) != 0, limit);
      pausing = (settings & PAUSING) != 0;
      cramped = (settings & CRAMPED) != 0;
    }

    /** Returns what was told, whole messages and the beginning of one. */
    List<String> read(byte[] stream, int... pieces) {
      List<String> events = log.lines();
      ByteBuffer input = BUFFER.clear();
      try {
        int at = 0;
        for (int i = 0; at < stream.length; i++) {
          int length = Math.min(pieces[i % pieces.length], stream.length - at);
          input.put(stream, at, length).flip();
          at += length;
          readAll(input);
          input.compact();
        }
        events.add("begun: " + log.unfinished() + ", ahead: " + log.ahead());
        events.add("left: " + input.position() + ", after a close: " + afterClose);
      } catch (ProtocolFailure failure) {
        // Whether it is told of the frame that fails depends on how much of it has come.
        while (!events.isEmpty() && events.getLast().startsWith(FRAME)) {
          events.removeLast();
        }
        events.add("failure " + failure.code() + " " + failure.reason());
      }
      return events;
    }

    private void readAll(ByteBuffer input) throws ProtocolFailure {
      int end = input.limit();
      // One before each frame and one at the end, and each again where the receiver pauses.
      questionsLeft = 2 * (input.remaining() + 2);
      do {
        paused = false;
        reader.read(input, this);
      } while (paused);
      demand(input.limit() == end, "The limit is where it was");
      int most = cramped ? SMALLEST_LEFT : FrameReader.MAXIMUM_LEFT;
      demand(input.remaining() <= most, "Little is left");
      demand(!closed || !input.hasRemaining(), "Nothing is left after a close");
    }

    @Override
    public boolean wantsWhole() {
      return !cramped;
    }

    @Override
    public boolean wantsMore() {
      demand(questionsLeft-- > 0, "The reader gets on");
      paused = pausing && told;
      told = false;
      return !paused;
    }

    @Override
    public void frame(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
      event();
      if (opcode.isControl()) {
        demand(length <= Opcode.MAXIMUM_CONTROL_PAYLOAD, "A control frame is short");
      }
      if (length <= FrameReader.WHOLE && !cramped) {
        demand(beginning.remaining() == length, "A short frame is told whole");
      }
      log.lines().add(FRAME + fin + " " + rsv + " " + opcode + " " + length);
    }

    @Override
    public void afterClose(ByteBuffer bytes) {
      demand(closed, "A close came before");
      afterClose += bytes.remaining();
    }

    @Override
    public void textAhead(ByteBuffer bytes) throws ProtocolFailure {
      event();
      log.textAhead(bytes);
      check(bytes, false);
      ahead += bytes.remaining();
    }

    @Override
    public void text(ByteBuffer payload, boolean ascii, boolean last) throws ProtocolFailure {
      part(payload, last);
      check(payload.duplicate().position(payload.position() + ahead), ascii);
      ahead = 0;
      if (last) {
        finish();
      }
      log.text(payload, ascii, last);
    }

    /** As the engine does it. */
    private void check(ByteBuffer unchecked, boolean ascii) throws ProtocolFailure {
      byte[] bytes = new byte[unchecked.remaining()];
      unchecked.get(unchecked.position(), bytes);
      text.writeBytes(bytes);
      try {
        if (!ascii || validator.incomplete() > 0) {
          validator.check(unchecked);
        }
      } catch (ProtocolFailure failure) {
        demand(!isUtf8(text.toByteArray()), "What fails is not UTF-8");
        throw failure;
      }
    }

    private void finish() throws ProtocolFailure {
      boolean utf8 = isUtf8(text.toByteArray());
      try {
        validator.finish();
      } catch (ProtocolFailure failure) {
        demand(!utf8, "What fails is not UTF-8");
        throw failure;
      }
      demand(utf8, "What does not fail is UTF-8");
      text.reset();
    }

    private static boolean isUtf8(byte[] bytes) {
      try {
        UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        return true;
      } catch (CharacterCodingException e) {
        return false;
      }
    }

    @Override
    public void binary(ByteBuffer payload, boolean last) {
      part(payload, last);
      log.binary(payload, last);
    }

    @Override
    public void compressed(Opcode type, ByteBuffer payload, boolean last) {
      part(payload, last);
      log.compressed(type, payload, last);
    }

    private void part(ByteBuffer payload, boolean last) {
      event();
      messageLength += payload.remaining();
      demand(limit == 0 || messageLength <= limit, "No message is longer than the limit");
      if (last) {
        messageLength = 0;
      }
    }

    @Override
    public void ping(ByteBuffer payload) {
      event();
      log.ping(payload);
    }

    @Override
    public void pong(ByteBuffer payload) {
      event();
      log.pong(payload);
    }

    @Override
    public void close(@Nullable CloseCode code, CloseReason reason) {
      event();
      closed = true;
      demand(code == null || code.mayBeSent(), "The code may be sent");
      log.close(code, reason);
    }

    private void event() {
      demand(!closed, "Nothing comes after a close");
      told = true;
    }

    private static void demand(boolean met, String rule) {
      if (!met) {
        throw new AssertionError("Broken: " + rule);
      }
    }
  }
}
