package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.FrameHeader;
import io.github.websocketecho.protocol.MessageDeflater;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.PermessageDeflate;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.web.socket.WebSocketSession;

/**
 * Legal frames that a server sends, in their order, and the messages that they make. A message is
 * compressed by itself, so that it needs nothing of the messages before it (RFC 7692, section
 * 7.2.1). Mutable; one thread.
 */
final class FrameSequence {

  private static final PermessageDeflate WITHOUT_CONTEXT =
      new PermessageDeflate(true, true, OptionalInt.empty(), OptionalInt.empty());

  private static final int CHUNK = 1024;

  private final boolean compressing;
  private final List<ByteBuffer> frames = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();

  /**
   * A complete message.
   *
   * @param opcode text or binary
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
  record Message(Opcode opcode, byte[] content) {}

  /**
   * @param compressing whether permessage-deflate was negotiated
   */
  FrameSequence(boolean compressing) {
    this.compressing = compressing;
  }

  /** Whether permessage-deflate was negotiated. */
  static boolean isCompressing(WebSocketSession session) {
    return session.getExtensions().stream()
        .anyMatch(extension -> extension.getName().equals(PermessageDeflate.NAME));
  }

  /** The frames, each ready to be sent. */
  List<ByteBuffer> frames() {
    return frames;
  }

  /** The messages that a client receives. */
  List<Message> messages() {
    return messages;
  }

  /** Adds a text in one frame, which is not compressed. */
  FrameSequence text(String content) {
    return message(Opcode.TEXT, bytes(content));
  }

  /** Adds a message in one frame or in fragments, which is not compressed. */
  FrameSequence message(Opcode opcode, byte[]... fragments) {
    for (int i = 0; i < fragments.length; i++) {
      fragment(i == 0, i == fragments.length - 1, 0, opcode, fragments[i]);
    }
    messages.add(new Message(opcode, joined(fragments)));
    return this;
  }

  /** Adds a text in one frame, compressed if that was negotiated. */
  FrameSequence compressed(String content) {
    return compressed(content, 1, this::nothing);
  }

  /**
   * Adds a text, compressed if that was negotiated, in fragments of about the same length.
   *
   * @param fragments 1 or more; some are empty if the text is shorter
   * @param between adds the control frames between two fragments
   */
  FrameSequence compressed(String content, int fragments, Runnable between) {
    byte[] payload = compressing ? deflated(bytes(content)) : bytes(content);
    int rsv = compressing ? FrameHeader.RSV1 : 0;
    for (int i = 0; i < fragments; i++) {
      if (i > 0) {
        between.run();
      }
      byte[] part =
          Arrays.copyOfRange(
              payload, payload.length * i / fragments, payload.length * (i + 1) / fragments);
      fragment(i == 0, i == fragments - 1, rsv, Opcode.TEXT, part);
    }
    messages.add(new Message(Opcode.TEXT, bytes(content)));
    return this;
  }

  private void nothing() {
    // No control frames.
  }

  /** Adds a ping. */
  FrameSequence ping(String payload) {
    return add(true, 0, Opcode.PING, bytes(payload));
  }

  /** Adds a pong that no ping has asked for (RFC 6455, section 5.5.3). */
  FrameSequence pong(String payload) {
    return add(true, 0, Opcode.PONG, bytes(payload));
  }

  /** RSV1 is set on the first fragment only (RFC 7692, section 6.1). */
  private void fragment(boolean first, boolean last, int rsv, Opcode opcode, byte[] payload) {
    add(last, first ? rsv : 0, first ? opcode : Opcode.CONTINUATION, payload);
  }

  private FrameSequence add(boolean fin, int rsv, Opcode opcode, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(FrameHeader.MAXIMUM_UNMASKED + payload.length);
    FrameHeader.write(frame, fin, rsv, opcode, payload.length);
    frames.add(frame.put(payload).flip());
    return this;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static byte[] deflated(byte[] content) {
    var compressed = new ByteArrayOutputStream();
    ByteBuffer part = ByteBuffer.wrap(content);
    ByteBuffer output = ByteBuffer.allocate(CHUNK);
    try (var deflater = new MessageDeflater(WITHOUT_CONTEXT)) {
      boolean complete;
      do {
        complete = deflater.deflate(part, true, output.clear());
        compressed.write(output.array(), 0, output.position());
      } while (!complete);
    }
    return compressed.toByteArray();
  }
}
