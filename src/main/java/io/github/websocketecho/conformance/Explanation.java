package io.github.websocketecho.conformance;

import io.github.websocketecho.conformance.Event.Expected;
import io.github.websocketecho.conformance.Event.ExpectedMessage;
import io.github.websocketecho.conformance.Event.ExpectedPong;
import io.github.websocketecho.conformance.Event.ExpectedTimeout;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** Says in sentences what a client did and what it should have done. Any thread. */
final class Explanation {

  /** The most characters of a payload in a sentence. */
  private static final int LONGEST = 40;

  private final ConformanceCase tested;
  private final Observation seen;
  private final Judgement judgement;

  Explanation(ConformanceCase tested, Observation seen, Judgement judgement) {
    this.tested = tested;
    this.seen = seen;
    this.judgement = judgement;
  }

  CaseResult.Sentences sentences() {
    return new CaseResult.Sentences(result(), closing(), verdict());
  }

  /** The closing of a scenario, which its verdict includes. */
  static MessageSourceResolvable ofScenario() {
    return message("conformance.close.scenario");
  }

  /** What the client did, and what differs from what the case expects. */
  private MessageSourceResolvable result() {
    if (!seen.compressed()) {
      return message("conformance.result.unimplemented");
    }
    if (seen.violation() != null) {
      return message("conformance.result.violation", seen.violation());
    }
    if (seen.done() >= 0) {
      return message(seen.done() == 0 ? "conformance.result.ok" : "conformance.result.nonStrict");
    }
    if (seen.doneBesidesPongs()) {
      return message("conformance.result.pongs");
    }
    return tested.script().rounds() > 1
        ? message(
            "conformance.result.round",
            String.valueOf(seen.rounds() + 1),
            String.valueOf(tested.script().rounds()),
            difference())
        : difference();
  }

  private MessageSourceResolvable difference() {
    List<Expected> expected = tested.script().expected(seen.rounds()).getFirst();
    List<Event> events = seen.events();
    int same = 0;
    while (same < Math.min(expected.size(), events.size())
        && expected.get(same).matches(events.get(same))) {
      same++;
    }
    if (same == events.size()) {
      return message("conformance.result.missing", words(expected.get(same)));
    }
    return same == expected.size()
        ? message("conformance.result.surplus", words(events.get(same)))
        : message("conformance.result.other", words(expected.get(same)), words(events.get(same)));
  }

  private static MessageSourceResolvable words(Expected expected) {
    return switch (expected) {
      case ExpectedMessage message ->
          message(message.type(), message.content().length(), first(message.content()));
      case ExpectedPong pong -> pong(pong.payload().bytes());
      case ExpectedTimeout timeout -> message("conformance.event.timeout", timeout.name());
    };
  }

  private static byte[] first(Content content) {
    ByteBuffer first = ByteBuffer.allocate(Math.min(LONGEST, content.length()));
    content.copy(0, first);
    return first.array();
  }

  private static MessageSourceResolvable words(Event event) {
    return switch (event) {
      case Event.Message message -> message(message.type(), message.length(), message.beginning());
      case Event.Pong pong -> pong(pong.payload());
      case Event.Timeout timeout -> message("conformance.event.timeout", timeout.name());
    };
  }

  private static MessageSourceResolvable message(Opcode type, long length, byte[] beginning) {
    boolean isText = type == Opcode.TEXT;
    if (length == 0) {
      return message(isText ? "conformance.event.text.empty" : "conformance.event.binary.empty");
    }
    return message(
        isText ? "conformance.event.text" : "conformance.event.binary",
        String.valueOf(length),
        shown(beginning));
  }

  private static MessageSourceResolvable pong(byte[] payload) {
    return payload.length == 0
        ? message("conformance.event.pong.empty")
        : message("conformance.event.pong", shown(payload));
  }

  /** A text in quotes, or bytes in hex. */
  static String shown(byte[] payload) {
    int most = Math.min(payload.length, LONGEST);
    String more = payload.length > most ? "…" : "";
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload, 0, most)).toString();
      if (text.chars().noneMatch(Character::isISOControl)) {
        return "“" + text + more + "”";
      }
    } catch (CharacterCodingException e) {
      // It is shown in hex.
    }
    return "0x" + HexFormat.of().formatHex(payload, 0, most) + more;
  }

  /** How the connection ended. */
  private MessageSourceResolvable closing() {
    return switch (judgement.behaviorClose()) {
      case OK -> message(seen.isClean() ? "conformance.close.clean" : "conformance.close.ended");
      case INFORMATIONAL -> message("conformance.close.informs");
      case UNCLEAN ->
          message(seen.validClose() ? "conformance.close.unclean" : "conformance.close.invalid");
      case FAILED ->
          message(
              tested.closing().byServer()
                  ? "conformance.close.clientFirst"
                  : "conformance.close.serverFirst");
      case WRONG_CODE -> {
        @Nullable CloseCode code = seen.client() == null ? null : seen.client().code();
        yield message(
            "conformance.close.wrongCode",
            String.valueOf(code == null ? "" : code.value()),
            tested.closing().codes().stream()
                .map(allowed -> String.valueOf(allowed.value()))
                .collect(Collectors.joining(", ")));
      }
    };
  }

  /** Our verdict, as a sentence. */
  private MessageSourceResolvable verdict() {
    if (judgement.passed() == null) {
      return message(
          seen.compressed() ? "conformance.verdict.informs" : "conformance.verdict.unimplemented");
    }
    if (judgement.passed()) {
      return message("conformance.verdict.passed");
    }
    if (seen.doneBesidesPongs() && !seen.rightBytes()) {
      return message("conformance.verdict.otherBytes");
    }
    return message(
        judgement.behaviorClose() == Judgement.ClosingBehavior.FAILED
                && !tested.closing().byServer()
                && seen.violation() == null
            ? "conformance.verdict.accepted"
            : "conformance.verdict.failed");
  }

  private static MessageSourceResolvable message(String code, Object... arguments) {
    return new DefaultMessageSourceResolvable(new String[] {code}, arguments);
  }
}
