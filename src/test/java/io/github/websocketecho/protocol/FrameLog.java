package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a reader tells, with the parts of a message put together, so that it does not
 * matter how the bytes were cut.
 */
final class FrameLog implements FrameReceiver {

  private final List<String> lines = new ArrayList<>();
  private final StringBuilder message = new StringBuilder();
  private int parts;
  private String ahead = "";
  private BooleanSupplier wantsWhole = () -> true;

  /** Decides each time whether a frame is to be told whole. */
  FrameLog wantingWhole(BooleanSupplier wantsWhole) {
    this.wantsWhole = wantsWhole;
    return this;
  }

  List<String> lines() {
    return lines;
  }

  /** The parts of a message whose last has not come; empty between messages. */
  String unfinished() {
    return message.toString();
  }

  /** How many parts the last message came in. */
  int parts() {
    return parts;
  }

  @Override
  public void text(ByteBuffer payload, boolean ascii, boolean last) {
    for (int i = payload.position(); ascii && i < payload.limit(); i++) {
      if (payload.get(i) < 0) {
        throw new AssertionError("Said to be ASCII: " + hex(payload));
      }
    }
    if (!hex(payload).startsWith(ahead)) {
      throw new AssertionError("Told ahead " + ahead + ", and then " + hex(payload));
    }
    ahead = "";
    part("text", payload, last);
  }

  @Override
  public void textAhead(ByteBuffer bytes) {
    ahead += hex(bytes);
  }

  /** What has been told ahead of the text that is not whole yet, in hexadecimal. */
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

  private void part(String what, ByteBuffer payload, boolean last) {
    if (message.isEmpty()) {
      message.append(what).append(' ');
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

  /** How a text shows in the lines. */
  static String text(String text) {
    return ("text " + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))).strip();
  }
}
