package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records the events of a frame reader as lines of text. The parts of a message become one line, so
 * that the lines do not depend on how the bytes were split.
 */
final class FrameLog implements FrameReceiver {

  private final List<String> lines = new ArrayList<>();
  private final StringBuilder message = new StringBuilder();
  private int parts;
  private String ahead = "";
  private BooleanSupplier wantsWhole = () -> true;

  /** Sets what decides, frame by frame, whether an incomplete frame stays in the buffer. */
  FrameLog wantingWhole(BooleanSupplier wantsWhole) {
    this.wantsWhole = wantsWhole;
    return this;
  }

  List<String> lines() {
    return lines;
  }

  /** The parts of the unfinished message; empty between messages. */
  String unfinished() {
    return message.toString();
  }

  /** The number of parts of the last message. */
  int parts() {
    return parts;
  }

  @Override
  public void text(ByteBuffer payload, boolean ascii, boolean last) {
    for (int i = payload.position(); ascii && i < payload.limit(); i++) {
      if (payload.get(i) < 0) {
        throw new AssertionError("Not ASCII, as reported: " + hex(payload));
      }
    }
    if (!hex(payload).startsWith(ahead)) {
      throw new AssertionError("First " + ahead + " ahead, then " + hex(payload));
    }
    ahead = "";
    part("text", payload, last);
  }

  @Override
  public void textAhead(ByteBuffer bytes) {
    ahead += hex(bytes);
  }

  /** The bytes of an incomplete text frame that were reported ahead, in hexadecimal. */
  String ahead() {
    return ahead;
  }

  @Override
  public void binary(ByteBuffer payload, boolean last) {
    part("binary", payload, last);
  }

  @Override
  public void compressed(Opcode type, ByteBuffer payload, boolean last) {
    part("compressed " + type, payload, last);
  }

  private void part(String type, ByteBuffer payload, boolean last) {
    if (message.isEmpty()) {
      message.append(type).append(' ');
      parts = 0;
    }
    parts++;
    message.append(hex(payload));
    if (last) {
      lines.add(message.toString().strip());
      message.setLength(0);
    }
  }

  @Override
  public void ping(ByteBuffer payload) {
    lines.add(("ping " + hex(payload)).strip());
  }

  @Override
  public void pong(ByteBuffer payload) {
    lines.add(("pong " + hex(payload)).strip());
  }

  @Override
  public void close(@Nullable CloseCode code, CloseReason reason) {
    lines.add(
        code == null ? "close empty" : ("close " + code.value() + " " + reason.text()).strip());
  }

  @Override
  public boolean wantsWhole() {
    return wantsWhole.getAsBoolean();
  }

  @Override
  public boolean wantsMore() {
    return true;
  }

  private static String hex(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(payload.position(), bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The line of a text message. */
  static String text(String text) {
    return ("text " + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))).strip();
  }
}
