package io.github.websocketecho.benchmark;

import io.github.websocketecho.support.RawClient;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/**
 * The different messages that a connection sends over and over, made before the measurement: as
 * bytes to send and as bytes to expect.
 */
final class MessageCycle {

  // Larger ones come in several reads: comparing several of them at once would hardly ever work.
  private static final int LARGEST_COMPARED_AT_ONCE = 1024;
  private static final int TAIL_OF_DEFLATE = 4;
  private static final int COMPRESSED = 4;

  private final int opcode;
  private final long size;
  private final int count;
  private final int block;
  private final ByteBuffer payloads;
  private final ByteBuffer requests;
  private final int[] requestOffsets;
  private final ByteBuffer answers;
  private final int answerLength;

  private MessageCycle(int opcode, long size, List<byte[]> blocks, List<byte[]> frames) {
    this.opcode = opcode;
    this.size = size;
    count = blocks.size();
    block = blocks.getFirst().length;
    payloads = join(blocks);
    requests = twice(frames);
    requestOffsets = new int[2 * frames.size() + 1];
    for (int i = 0; i < 2 * frames.size(); i++) {
      requestOffsets[i + 1] = requestOffsets[i] + frames.get(i % frames.size()).length;
    }
    List<byte[]> expected = size <= LARGEST_COMPARED_AT_ONCE ? answers(blocks) : List.of();
    answers = twice(expected);
    answerLength = expected.isEmpty() ? 0 : expected.getFirst().length;
  }

  /**
   * Different messages, each in a frame of its own.
   *
   * @param count of the messages
   * @param size of each, in bytes
   */
  static MessageCycle of(Payloads contents, int count, int size, boolean deflate) {
    List<byte[]> payloads = contents(contents, count, size);
    List<byte[]> frames =
        payloads.stream()
            .map(
                payload ->
                    deflate
                        ? RawClient.frame(true, COMPRESSED, contents.opcode(), deflate(payload))
                        : RawClient.frame(true, 0, contents.opcode(), payload))
            .toList();
    return new MessageCycle(contents.opcode(), size, payloads, frames);
  }

  /** One message that repeats a block up to its size; the caller sends it. */
  static MessageCycle repeating(Payloads contents, int block, long size) {
    return new MessageCycle(contents.opcode(), size, contents(contents, 1, block), List.of());
  }

  private static List<byte[]> contents(Payloads contents, int count, int size) {
    return Stream.generate(() -> contents.next(size)).limit(count).toList();
  }

  /** Compressed without what went before, as a client always may. */
  private static byte[] deflate(byte[] payload) {
    try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      deflater.setInput(payload);
      byte[] compressed = new byte[payload.length + 64];
      int length = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
      return Arrays.copyOf(compressed, length - TAIL_OF_DEFLATE);
    }
  }

  /** As most servers send them: a frame each, not masked. */
  private List<byte[]> answers(List<byte[]> payloads) {
    return payloads.stream().map(payload -> answer(opcode, payload)).toList();
  }

  private static byte[] answer(int opcode, byte[] payload) {
    byte[] header = RawClient.header(true, 0, opcode, payload.length);
    int length = header.length - Integer.BYTES;
    header[1] &= 0x7F;
    byte[] frame = Arrays.copyOf(header, length + payload.length);
    System.arraycopy(payload, 0, frame, length, payload.length);
    return frame;
  }

  /** Twice, so that what begins within the first time never wraps. */
  private static ByteBuffer twice(List<byte[]> parts) {
    return join(Stream.of(parts, parts).flatMap(List::stream).toList());
  }

  private static ByteBuffer join(List<byte[]> parts) {
    ByteBuffer joined =
        ByteBuffer.allocateDirect(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(joined::put);
    return joined.flip();
  }

  int opcode() {
    return opcode;
  }

  /** Of the different messages. */
  int count() {
    return count;
  }

  /** Of a message, in bytes. */
  long size() {
    return size;
  }

  /** The frames to send: all, and all again. */
  ByteBuffer requests() {
    return requests.duplicate();
  }

  /** Where in {@link #requests} a message begins, up to twice {@link #count}. */
  int requestOffset(int message) {
    return requestOffsets[message];
  }

  /**
   * Takes from the input the answers that are there whole and right, as most servers send them.
   *
   * @param next the message whose answer is due
   * @return how many were taken
   */
  int takeAnswers(int next, ByteBuffer input) {
    if (answerLength == 0) {
      return 0;
    }
    int from = next * answerLength;
    int length = Math.min(input.remaining(), count * answerLength);
    int mismatch = input.mismatch(answers.limit(from + length).position(from));
    int same = mismatch < 0 ? length : Math.min(mismatch, length);
    int whole = same / answerLength;
    input.position(input.position() + whole * answerLength);
    return whole;
  }

  /** Whether the bytes up to the buffer's limit are those of a message; takes them. */
  boolean takePayload(int message, long offset, ByteBuffer input) {
    if (offset + input.remaining() > size) {
      return false;
    }
    while (input.hasRemaining()) {
      int inBlock = (int) (offset % block);
      int from = message * block + inBlock;
      int length = Math.min(input.remaining(), block - inBlock);
      int mismatch = input.mismatch(payloads.limit(message * block + block).position(from));
      if (mismatch >= 0 && mismatch < length) {
        return false;
      }
      input.position(input.position() + length);
      offset += length;
    }
    return true;
  }
}
