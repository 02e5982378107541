package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.protocol.FrameHeader;
import io.github.websocketecho.protocol.MessageDeflater;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.PermessageDeflate;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.Deflater;
import org.springframework.util.unit.DataSize;

/** The frames of a flood. All floods send from the same memory, which none of them changes. */
enum FloodContent {
  /** Binary messages, each in one frame. */
  MESSAGES {
    @Override
    void send(Wire wire, int size, boolean compressing, int number) {
      wire.send(true, 0, Opcode.BINARY, bytes(size));
    }
  },

  /** One binary message in fragments, which ends with the flood. */
  FRAGMENTS {
    @Override
    void send(Wire wire, int size, boolean compressing, int number) {
      wire.send(false, 0, number == 0 ? Opcode.BINARY : Opcode.CONTINUATION, bytes(size));
    }

    @Override
    void end(Wire wire) {
      wire.send(true, 0, Opcode.CONTINUATION, bytes(0));
    }
  },

  /** Pings, whose payloads begin with their numbers, so that their pongs can be told apart. */
  PINGS(Integer.BYTES, Opcode.MAXIMUM_CONTROL_PAYLOAD) {
    @Override
    void send(Wire wire, int size, boolean compressing, int number) {
      wire.send(true, 0, Opcode.PING, ByteBuffer.allocate(size).putInt(number).rewind());
    }
  },

  /** Compressed binary messages that inflate to about a thousand times their size. */
  INFLATING {
    @Override
    void send(Wire wire, int size, boolean compressing, int number) {
      if (compressing) {
        wire.send(true, FrameHeader.RSV1, Opcode.BINARY, Inflating.payload(size));
      } else {
        MESSAGES.send(wire, size, false, number);
      }
    }
  };

  /** The kinds by their names in an address. */
  private static final ParameterRange<FloodContent> RANGE =
      ParameterRange.words(
          Map.entry("messages", MESSAGES),
          Map.entry("fragments", FRAGMENTS),
          Map.entry("pings", PINGS),
          Map.entry("inflating", INFLATING));

  /** The parameter {@code kind}: what a flood sends. */
  static final Parameter<FloodContent> PARAMETER = Parameter.of("kind", RANGE, "messages");

  /** The largest payload of a frame [bytes]. */
  static final int LARGEST = 64 * 1024;

  private final int smallest;
  private final int largest;

  FloodContent() {
    this(0, LARGEST);
  }

  FloodContent(int smallest, int largest) {
    this.smallest = smallest;
    this.largest = largest;
  }

  /** The sizes that a frame of this kind may have. */
  ParameterRange<DataSize> sizes() {
    return ParameterRange.sizes(DataSize.ofBytes(smallest), DataSize.ofBytes(largest));
  }

  /**
   * Sends one frame.
   *
   * @param size of its payload [bytes], in {@link #sizes}
   * @param compressing whether permessage-deflate was negotiated
   * @param number of the frame, from 0
   */
  abstract void send(Wire wire, int size, boolean compressing, int number);

  /** Completes the message that is being sent, if any. Called after at least one frame. */
  void end(Wire wire) {}

  private static ByteBuffer bytes(int size) {
    return Zeros.ALL.slice(0, size);
  }

  /** Made when the first flood needs them. */
  private static final class Zeros {

    private static final ByteBuffer ALL = ByteBuffer.allocateDirect(LARGEST).asReadOnlyBuffer();
  }

  /**
   * A compressed message of any size: blocks of zeros, each complete, so that one can follow
   * another. Made when the first flood needs it.
   */
  private static final class Inflating {

    private static final int ZEROS_OF_A_BLOCK = 1_000_000;

    /** The end of a block, which the end of a message does not have (RFC 7692, section 7.2.1). */
    private static final byte[] BLOCK_END = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private static final ByteBuffer BLOCK = block();
    private static final ByteBuffer ALL = blocks();

    /** As many blocks as have at most this size [bytes] together, but at least one. */
    private static ByteBuffer payload(int size) {
      int blocks = Math.max(1, (size + BLOCK_END.length) / BLOCK.remaining());
      return ALL.slice(0, blocks * BLOCK.remaining() - BLOCK_END.length);
    }

    private static ByteBuffer block() {
      ByteBuffer block = ByteBuffer.allocate(LARGEST);
      var single = new PermessageDeflate(true, true, OptionalInt.empty(), OptionalInt.empty());
      try (var deflater = new MessageDeflater(single, Deflater.BEST_COMPRESSION)) {
        deflater.deflate(ByteBuffer.allocate(ZEROS_OF_A_BLOCK), true, block);
      }
      return block.put(BLOCK_END).flip();
    }

    private static ByteBuffer blocks() {
      ByteBuffer blocks = ByteBuffer.allocateDirect(LARGEST + BLOCK_END.length);
      while (blocks.remaining() >= BLOCK.remaining()) {
        blocks.put(BLOCK.duplicate());
      }
      return blocks.flip().asReadOnlyBuffer();
    }
  }
}
