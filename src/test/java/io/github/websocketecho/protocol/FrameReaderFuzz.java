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
 * Checks these properties of {@link FrameReader} for any bytes:
 *
 * <ul>
 *   <li>It throws only {@link ProtocolFailure}, and returns.
 *   <li>It leaves at most {@link FrameReader#MAXIMUM_LEFT} bytes.
 *   <li>It emits the same events however the bytes are split, however often the receiver pauses,
 *       and whether or not incomplete frames may stay in the buffer.
 *   <li>{@link Utf8Validator} accepts exactly the texts that are UTF-8.
 * </ul>
 *
 * <p>The first byte of an input contains the settings, and the next three the lengths of the
 * pieces, used in turn. The client sends the others.
 */
final class FrameReaderFuzz {

  private static final int SETTINGS = 4;
  private static final int COMPRESSIBLE = 1;
  private static final int LIMITED = 2;
  private static final int PAUSING = 4;
  private static final int IN_PARTS = 8;

  /** The most that is left if data frames are emitted in parts: a control frame. */
  private static final int MAXIMUM_LEFT_IN_PARTS =
      2 + Integer.BYTES + Opcode.MAXIMUM_CONTROL_PAYLOAD;

  private static final long LIMIT = 200;

  /** Shared by all inputs, as an event loop shares one among its connections. */
  private static final ByteBuffer BUFFER = ByteBuffer.allocateDirect(256 * 1024);

  private FrameReaderFuzz() {}

  /** Called by the fuzzer. Throws if a property above is violated. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < SETTINGS) {
      return;
    }
    byte[] stream = Arrays.copyOfRange(input, SETTINGS, input.length);
    List<String> atOnce = new Reading(input[0] & ~PAUSING).read(stream, stream.length);
    List<String> inPieces =
        new Reading(input[0])
            .read(stream, 1 + (input[1] & 0xFF), 1 + (input[2] & 0xFF), 1 + (input[3] & 0xFF));
    if (!inPieces.equals(atOnce)) {
      throw new AssertionError("Read at once: " + atOnce + "\nRead in pieces: " + inPieces);
    }
  }

  /** The initial inputs: most features of the protocol, and cases at the edges of its rules. */
  static List<byte[]> seeds() {
    byte[] longFrame = frame(true, 0, BINARY, new byte[FrameReader.WHOLE + 10]);
    return List.of(
        // A text whose characters are at the edges of UTF-8's ranges, and a close.
        hex(
            "00 03 09 1f  81 94 00000000 6161616161616161 c3a9 e0a080 ed9fbf f48fbfbf"
                + "88 85 00000000 0fa1 627965"),
        // A character split into fragments with a ping between them, and a close without a code.
        hex(
            "04 00 01 ff  01 82 00000000 f09f  89 81 00000000 07  80 82 00000000 918b"
                + "8a 80 00000000  88 80 00000000"),
        hex("00 00 00 00  88 82 00000000 03e8"),
        // Incomplete frames that are emitted in parts.
        hex("08 02 01 07  81 84 00000000 f09f918b  02 82 00000000 0102  80 81 00000000 03"),
        // Compressed messages, fragmented and not, with a limit.
        hex(
            "07 02 05 63  c1 81 00000000 02  41 82 00000000 f248  00 80 00000000"
                + "80 81 00000000 cd  82 82 37fa213d 0102"),
        Flate.concat(hex("02 10 ff 05  82 fe 0080 00000000"), new byte[128]),
        Flate.concat(hex("00 ff ff 05"), longFrame, hex("89 80 00000000")));
  }

  /** Reads one connection to its end. */
  private static final class Reading implements FrameReceiver {

    private static final String FRAME = "frame ";

    private final FrameReader reader;
    private final long limit;
    private final boolean pausing;
    private final boolean inParts;
    private final FrameLog log = new FrameLog();
    private final Utf8Validator validator = new Utf8Validator();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    private boolean emitted;
    private boolean paused;
    private boolean closed;
    private int callsLeft;
    private int ahead;
    private int afterClose;
    private long messageLength;

    Reading(int settings) {
      limit = (settings & LIMITED) != 0 ? LIMIT : 0;
      reader = new FrameReader((settings & COMPRESSIBLE) != 0, limit);
      pausing = (settings & PAUSING) != 0;
      inParts = (settings & IN_PARTS) != 0;
    }

    /** Returns the events: complete messages, and the beginning of an unfinished one. */
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
        // Whether the failing frame is announced depends on how much of it was received.
        while (!events.isEmpty() && events.getLast().startsWith(FRAME)) {
          events.removeLast();
        }
        events.add("failure " + failure.code() + " " + failure.reason());
      }
      return events;
    }

    private void readAll(ByteBuffer input) throws ProtocolFailure {
      int end = input.limit();
      // One call before each frame and one at the end, and each again if the receiver pauses.
      callsLeft = 2 * (input.remaining() + 2);
      do {
        paused = false;
        reader.read(input, this);
      } while (paused);
      require(input.limit() == end, "The limit does not move");
      int most = inParts ? MAXIMUM_LEFT_IN_PARTS : FrameReader.MAXIMUM_LEFT;
      require(input.remaining() <= most, "The rest is bounded");
      require(!closed || !input.hasRemaining(), "Nothing is left after a close");
    }

    @Override
    public boolean wantsWhole() {
      return !inParts;
    }

    @Override
    public boolean wantsMore() {
      require(callsLeft-- > 0, "The reader makes progress");
      paused = pausing && emitted;
      emitted = false;
      return !paused;
    }

    @Override
    public void frame(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
      event();
      if (opcode.isControl()) {
        require(length <= Opcode.MAXIMUM_CONTROL_PAYLOAD, "A control frame is short");
      }
      if (length <= FrameReader.WHOLE && !inParts) {
        require(beginning.remaining() == length, "A short frame is emitted in one part");
      }
      log.lines().add(FRAME + fin + " " + rsv + " " + opcode + " " + length);
    }

    @Override
    public void afterClose(ByteBuffer bytes) {
      require(closed, "A close precedes");
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

    /** Checks as {@link MessageReader} does. */
    private void check(ByteBuffer unchecked, boolean ascii) throws ProtocolFailure {
      byte[] bytes = new byte[unchecked.remaining()];
      unchecked.get(unchecked.position(), bytes);
      text.writeBytes(bytes);
      try {
        if (!ascii || validator.incomplete() > 0) {
          validator.check(unchecked);
        }
      } catch (ProtocolFailure failure) {
        require(!isUtf8(text.toByteArray()), "Only malformed UTF-8 fails");
        throw failure;
      }
    }

    private void finish() throws ProtocolFailure {
      boolean utf8 = isUtf8(text.toByteArray());
      try {
        validator.finish();
      } catch (ProtocolFailure failure) {
        require(!utf8, "Only malformed UTF-8 fails");
        throw failure;
      }
      require(utf8, "Malformed UTF-8 fails");
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
      require(limit == 0 || messageLength <= limit, "No message is longer than the limit");
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
      require(code == null || code.mayBeSent(), "The code may be sent");
      log.close(code, reason);
    }

    private void event() {
      require(!closed, "No event follows a close");
      emitted = true;
    }

    private static void require(boolean met, String rule) {
      if (!met) {
        throw new AssertionError("Violated: " + rule);
      }
    }
  }
}
