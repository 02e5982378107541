package io.github.websocketecho.transcript;

import io.github.websocketecho.protocol.ClosePayload;
import io.github.websocketecho.protocol.Opcode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A frame as a transcript keeps it.
 *
 * @param nanos since the opening
 * @param opcode the four bits, or {@link RawFrame#NONE}
 * @param wire what is shown as hex
 * @param payload its first bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RecordedFrame(
    long nanos,
    boolean sent,
    int opcode,
    boolean fin,
    int rsv,
    long length,
    boolean masked,
    boolean compressed,
    byte[] wire,
    byte[] payload) {

  /** So many bytes are shown as hex. */
  static final int HEX_BYTES = 32;

  /** So many bytes of a close frame are kept: all that it may have, and what shows one too long. */
  static final int TEXT_BYTES = 256;

  /** What it takes in memory beside its bytes [bytes], with the reference to it. */
  private static final int OVERHEAD = 56;

  private static final int CONTINUES = 0b1000_0000;
  private static final int LEADS = 0b1100_0000;

  /** How much of a payload is kept [bytes]. */
  static int kept(int opcode) {
    return opcode == Opcode.CLOSE.value() ? TEXT_BYTES : HEX_BYTES;
  }

  /** What it takes in memory [bytes], about. */
  @SuppressWarnings("ReferenceEquality") // Of most frames both are one array.
  int weight() {
    return OVERHEAD + Weights.of(wire) + (wire == payload ? 0 : Weights.of(payload));
  }

  Transcript.Frame view() {
    return new Transcript.Frame(
        TranscriptRecorder.millis(nanos),
        sent ? "sent" : "received",
        name(opcode),
        fin,
        rsv,
        length,
        masked,
        compressed,
        HexFormat.of().formatHex(wire, 0, Math.min(wire.length, HEX_BYTES)),
        text());
  }

  private static String name(int opcode) {
    if (opcode == RawFrame.NONE) {
      return "raw";
    }
    return Arrays.stream(Opcode.values())
        .filter(known -> known.value() == opcode)
        .findAny()
        .map(known -> known.name().toLowerCase(Locale.ROOT))
        .orElseGet(() -> String.valueOf(opcode));
  }

  private @Nullable String text() {
    if (opcode == Opcode.CLOSE.value()) {
      return ClosePayload.parse(payload).text();
    }
    if (opcode != Opcode.TEXT.value() || compressed) {
      return null;
    }
    int shown = Math.min(payload.length, HEX_BYTES);
    boolean cut = shown < length || !fin;
    return new String(
        payload, 0, cut ? withoutIncomplete(payload, shown) : shown, StandardCharsets.UTF_8);
  }

  /** The length without a character at the end whose last bytes are not there. */
  private static int withoutIncomplete(byte[] utf8, int length) {
    int start = length - 1;
    while (start > 0 && (utf8[start] & LEADS) == CONTINUES) {
      start--;
    }
    if (start < 0 || utf8[start] >= 0) {
      return length;
    }
    int bytes = Integer.numberOfLeadingZeros(~(utf8[start] << 24));
    return start + bytes > length ? start : length;
  }
}
