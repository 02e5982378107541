package io.github.websocketecho.transcript;

import io.github.websocketecho.protocol.ClosePayload;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.transcript.Transcript.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A frame in the memory of a recorder. It is smaller than a {@link Frame}.
 *
 * @param nanos since the opening handshake was received
 * @param opcode the four bits, or {@link #NO_OPCODE}
 * @param wire the bytes to show as hex
 * @param payload its first bytes, unmasked
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

  /** The opcode of sent bytes that are not a complete header. */
  static final int NO_OPCODE = -1;

  /** The number of bytes to show as hex. */
  static final int HEX_BYTES = 32;

  /** The most payload retained of a close frame [bytes]: more than is legal, to show the excess. */
  static final int TEXT_BYTES = 256;

  /** The memory of a frame without its bytes, with the reference to it [bytes]. */
  private static final int OVERHEAD = 56;

  private static final int CONTINUES = 0b1000_0000;
  private static final int LEADS = 0b1100_0000;

  /** The most payload retained of a frame [bytes]. */
  static int retained(int opcode) {
    return opcode == Opcode.CLOSE.value() ? TEXT_BYTES : HEX_BYTES;
  }

  /** Copies the retained part of a payload. */
  static byte[] beginning(ByteBuffer payload, Opcode opcode) {
    byte[] beginning = new byte[Math.min(payload.remaining(), retained(opcode.value()))];
    payload.get(beginning);
    return beginning;
  }

  /** The approximate memory of the frame [bytes]. */
  @SuppressWarnings("ReferenceEquality") // In most frames, both are the same array.
  int weight() {
    return OVERHEAD + Weights.of(wire) + (wire == payload ? 0 : Weights.of(payload));
  }

  Frame toFrame() {
    return new Frame(
        Transcript.millis(nanos),
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
    if (opcode == NO_OPCODE) {
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
        payload, 0, cut ? completeCharacters(payload, shown) : shown, StandardCharsets.UTF_8);
  }

  /** The length without an incomplete character at the end [bytes]. */
  private static int completeCharacters(byte[] utf8, int length) {
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
