package io.github.websocketecho.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Fixtures of the tests of compressed messages. */
final class Flate {

  static final PermessageDeflate TAKEOVER = agreement(false, OptionalInt.empty());
  static final PermessageDeflate NO_TAKEOVER = agreement(true, OptionalInt.empty());

  /** How a test calls a codec: the sizes of the input's parts and of the outputs [bytes]. */
  record Calls(int part, int output, boolean direct) {

    static final Calls AT_ONCE = new Calls(Integer.MAX_VALUE, 1 << 16, false);

    ByteBuffer buffer(int size) {
      return direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    }

    ByteBuffer copy(byte[] bytes, int from, int to) {
      // Not at the start of its memory, so that a forgotten offset is detected.
      return buffer(to - from + 3).position(3).put(bytes, from, to - from).flip().position(3);
    }
  }

  private interface Step {
    boolean run(ByteBuffer input, boolean endOfMessage, ByteBuffer output) throws ProtocolFailure;
  }

  private Flate() {}

  static PermessageDeflate agreement(boolean noContextTakeover, OptionalInt clientMaxWindowBits) {
    return new PermessageDeflate(
        noContextTakeover, noContextTakeover, OptionalInt.empty(), clientMaxWindowBits);
  }

  /** The same window for both sides. */
  static PermessageDeflate agreement(boolean noContextTakeover, int maxWindowBits) {
    OptionalInt bits = OptionalInt.of(maxWindowBits);
    return new PermessageDeflate(noContextTakeover, noContextTakeover, bits, bits);
  }

  static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  static byte[] inflate(MessageInflater inflater, byte[] payload, Calls calls)
      throws ProtocolFailure {
    return run(inflater::inflate, payload, calls);
  }

  static byte[] inflate(MessageInflater inflater, String payload) throws ProtocolFailure {
    return inflate(inflater, hex(payload), Calls.AT_ONCE);
  }

  static byte[] deflate(MessageDeflater deflater, byte[] message, Calls calls)
      throws ProtocolFailure {
    return run(deflater::deflate, message, calls);
  }

  private static byte[] run(Step step, byte[] bytes, Calls calls) throws ProtocolFailure {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer output = calls.buffer(calls.output() + 5);
    int from = 0;
    boolean endOfMessage;
    do {
      int to = from + Math.min(calls.part(), bytes.length - from);
      endOfMessage = to == bytes.length;
      ByteBuffer input = calls.copy(bytes, from, to);
      boolean done;
      do {
        int before = input.remaining();
        output.clear().position(5);
        done = step.run(input, endOfMessage, output);
        if (Thread.interrupted()) {
          throw new AssertionError("Too slow, or an endless loop");
        }
        if (!done && input.remaining() == before && output.position() == 5) {
          throw new AssertionError("No progress");
        }
        output.flip().position(5);
        byte[] piece = new byte[output.remaining()];
        output.get(piece);
        all.writeBytes(piece);
      } while (!done);
      if (input.hasRemaining()) {
        throw new AssertionError("Input left over: " + input.remaining());
      }
      from = to;
    } while (!endOfMessage);
    return all.toByteArray();
  }

  /** Inflates payloads with zlib, with one stream for all of them. */
  static byte[] inflateWithZlib(List<byte[]> payloads) throws DataFormatException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] output = new byte[1 << 16];
    try (Inflater inflater = new Inflater(true)) {
      for (byte[] payload : payloads) {
        byte[] flushed = Arrays.copyOf(payload, payload.length + 4);
        flushed[payload.length + 2] = -1;
        flushed[payload.length + 3] = -1;
        inflater.setInput(flushed);
        int count;
        do {
          count = inflater.inflate(output);
          all.write(output, 0, count);
        } while (count > 0);
      }
    }
    return all.toByteArray();
  }

  /** Compresses with a final block, without the byte that a message needs after it. */
  static byte[] deflateWithFinalBlock(byte[] message, byte[] window) {
    try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      if (window.length > 0) {
        deflater.setDictionary(window);
      }
      deflater.setInput(message);
      deflater.finish();
      byte[] output = new byte[message.length + 100];
      return Arrays.copyOf(output, deflater.deflate(output));
    }
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Random bytes, which are incompressible. */
  static byte[] noise(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A message of random size, often an edge case, and of random compressibility. */
  static byte[] message(Random random) {
    int[] sizes = {0, 1, 2, 4, 5, 16, 125, 126, 1000, 32_767, 32_768, 32_769, 100_000};
    int size = sizes[random.nextInt(sizes.length)];
    byte[] bytes = noise(random, random.nextBoolean() ? size : random.nextInt(size + 1));
    int alphabet = 1 + random.nextInt(random.nextBoolean() ? 4 : 256);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.floorMod(bytes[i], alphabet);
    }
    return bytes;
  }
}
