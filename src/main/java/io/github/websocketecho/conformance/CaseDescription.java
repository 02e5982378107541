package io.github.websocketecho.conformance;

import io.github.websocketecho.protocol.Opcode;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in a sentence of English what the server does in a case. Any thread. */
final class CaseDescription {

  private CaseDescription() {}

  /** The sentence. */
  static String of(ConformanceCase tested) {
    ConformanceCase.Script script = tested.script();
    String rounds = script.rounds() == 1 ? "" : script.rounds() + " times, each after the echo: ";
    String pieces =
        script.pieceSize() == 0 ? "" : " In pieces of " + bytes(script.pieceSize()) + ".";
    String each = script.oneByOne() ? " Each frame is written by itself." : "";
    String compressed = script.compression() == null ? "" : "compressed messages, ";
    return "The server sends "
        + compressed
        + rounds
        + script.steps(0).stream().map(CaseDescription::words).collect(Collectors.joining(", "))
        + "."
        + pieces
        + each;
  }

  private static String words(Step step) {
    return switch (step) {
      case Step.Send send -> frame(send);
      case Step.Head head -> "the header of a frame with " + bytes(head.length());
      case Step.Part part -> "a part of its payload (" + bytes(part.content().length()) + ")";
      case Step.Wait wait -> "nothing for " + wait.time().toMillis() + " ms";
    };
  }

  private static String frame(Step.Send send) {
    String bits = send.rsv() == 0 ? "" : " with the reserved bits " + bits(send.rsv());
    String more = send.fin() ? "" : " without FIN";
    String frames =
        send.frameSize() == 0 ? "" : " in frames of " + bytes(send.frameSize()) + " at most";
    return name(send) + bits + more + " (" + payload(send) + ")" + frames;
  }

  /** The header of a frame that was sent or received. */
  static String frame(WireLog.Entry.Frame frame) {
    @Nullable Opcode opcode = Opcode.of(frame.opcode());
    String name =
        opcode == null ? "opcode " + frame.opcode() : opcode.name().toLowerCase(Locale.ROOT);
    return name
        + (frame.fin() ? ", FIN" : "")
        + (frame.rsv() == 0 ? "" : ", RSV " + bits(frame.rsv()))
        + ", "
        + bytes(frame.length());
  }

  private static String name(Step.Send send) {
    @Nullable Opcode opcode = Opcode.of(send.opcode());
    return opcode == null
        ? "a frame with opcode " + send.opcode()
        : "a " + opcode.name().toLowerCase(Locale.ROOT) + " frame";
  }

  private static String bits(int rsv) {
    return "%3s".formatted(Integer.toBinaryString(rsv)).replace(' ', '0');
  }

  private static String payload(Step.Send send) {
    Content content = send.content();
    if (!send.isClose() || content.length() < Short.BYTES) {
      return bytes(content.length());
    }
    byte[] bytes = content.bytes();
    int code = Integer.parseInt(HexFormat.of().formatHex(bytes, 0, Short.BYTES), 16);
    int reason = bytes.length - Short.BYTES;
    return "code " + code + (reason == 0 ? "" : ", a reason of " + bytes(reason));
  }

  private static String bytes(long count) {
    return count == 1 ? "1 byte" : count + " bytes";
  }
}
