package io.github.websocketecho.reliability;

import static io.github.websocketecho.reliability.Bytes.fill;
import static io.github.websocketecho.reliability.Bytes.frame;

import io.github.websocketecho.reliability.Conduct.Reading;
import io.github.websocketecho.support.RawClient;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;

/** Attacks by compressed messages. */
final class CompressionAttacks {

  private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";
  private static final int RSV1 = 4;
  private static final int WRITE = 250_000;
  private static final int LARGEST_WINDOW = 1 << 15;
  private static final int BOMB = 16 << 20;
  private static final int SMALL_BUFFER = 1 << 14;

  /** What a block ends with that RFC 7692, section 7.2.1, has taken away. */
  private static final int TAIL = 4;

  /** An empty block that says it is the last one. */
  private static final byte[] EMPTY_FINAL_BLOCK = {3, 0};

  private CompressionAttacks() {}

  private static byte[] noise() {
    byte[] noise = new byte[LARGEST_WINDOW];
    new Random(1).nextBytes(noise);
    return noise;
  }

  /** The payload of a whole message. */
  private static byte[] compress(byte[] message) {
    byte[] compressed = new byte[message.length + 1024];
    try (var deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(message);
      int length = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
      return Arrays.copyOf(compressed, length - TAIL);
    }
  }

  private static byte[] message(byte[] payload) {
    return frame(true, RSV1, RawClient.BINARY, payload);
  }

  private static List<Conduct> emptyFinalBlocks(int clients) {
    return List.of(
        Conduct.of(clients)
            .upgrades("/", DEFLATE)
            .reads(Reading.ALL)
            .then(message(compress(noise())))
            .repeats(message(fill(EMPTY_FINAL_BLOCK, WRITE))));
  }

  /** A full window, and then blocks without content that each have the inflater begin again. */
  static List<Conduct> emptyFinalBlocks(Size size) {
    return emptyFinalBlocks(size.of(1, 1));
  }

  /** The same of many. */
  static List<Conduct> emptyFinalBlocksOfMany(Size size) {
    return emptyFinalBlocks(size.of(20, 60));
  }

  /** As above, but in a message that never ends. */
  static List<Conduct> emptyFinalBlocksWithoutEnd(Size size) {
    return List.of(
        Conduct.of(size.of(20, 60))
            .upgrades("/", DEFLATE)
            .reads(Reading.ALL)
            .then(
                Bytes.join(
                    message(compress(noise())), frame(false, RSV1, RawClient.BINARY, new byte[0])))
            .repeats(frame(false, 0, RawClient.CONTINUATION, fill(EMPTY_FINAL_BLOCK, WRITE))));
  }

  /** Empty blocks that are stored, or of the fixed code, without end: input without output. */
  static List<Conduct> emptyStoredBlocks(Size size) {
    byte[] block = {0, 0, 0, (byte) 0xFF, (byte) 0xFF};
    return List.of(
        Conduct.of(size.of(20, 60))
            .upgrades("/", DEFLATE)
            .reads(Reading.ALL)
            .repeats(message(fill(block, WRITE))));
  }

  /** Compressed messages of one byte, for each of which the compressor begins anew. */
  static List<Conduct> tinyCompressedFrames(Size size) {
    byte[] frame = message(compress(new byte[] {'a'}));
    return List.of(
        Conduct.of(size.of(4, 50))
            .upgrades("/", DEFLATE + "; server_no_context_takeover")
            .reads(Reading.ALL)
            .repeats(fill(frame, WRITE)));
  }

  /** The same with what the client keeps no context for either. */
  static List<Conduct> tinyCompressedFramesWithoutContext(Size size) {
    byte[] frame = message(compress(new byte[] {'a'}));
    return List.of(
        Conduct.of(size.of(4, 50))
            .upgrades("/", DEFLATE + "; server_no_context_takeover; client_no_context_takeover")
            .reads(Reading.ALL)
            .repeats(fill(frame, WRITE)));
  }

  /** Empty compressed messages. */
  static List<Conduct> emptyCompressedFrames(Size size) {
    return List.of(
        Conduct.of(size.of(4, 50))
            .upgrades("/", DEFLATE)
            .reads(Reading.ALL)
            .repeats(fill(message(new byte[] {0}), WRITE)));
  }

  /** Messages of a few kilobytes that inflate to 16 MiB, of which nobody reads the echo. */
  static List<Conduct> unreadBombs(Size size) {
    return List.of(
        Conduct.of(size.of(50, 300))
            .upgrades("/", DEFLATE)
            .receiveBuffer(SMALL_BUFFER)
            .repeats(message(compress(new byte[BOMB]))));
  }

  /** The same, read: the server inflates and deflates as fast as it can. */
  static List<Conduct> bombs(Size size) {
    return List.of(
        Conduct.of(size.of(10, 60))
            .upgrades("/", DEFLATE)
            .reads(Reading.ALL)
            .repeats(message(compress(new byte[BOMB]))));
  }

  /** The first half of messages that cannot be compressed: full windows that wait. */
  static List<Conduct> unfinishedCompressedMessages(Size size) {
    return List.of(
        Conduct.of(size.of(300, 3000))
            .upgrades("/", DEFLATE)
            .then(frame(false, RSV1, RawClient.BINARY, compress(noise()))));
  }
}
