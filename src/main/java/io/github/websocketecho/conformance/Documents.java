package io.github.websocketecho.conformance;

import io.github.websocketecho.conformance.CaseDocument.ExpectedClose;
import io.github.websocketecho.conformance.CaseDocument.Line;
import io.github.websocketecho.conformance.Event.Expected;
import io.github.websocketecho.conformance.Judgement.Behavior;
import io.github.websocketecho.conformance.Observation.Close;
import io.github.websocketecho.conformance.Observation.End;
import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Renders reports and results in one language. Any thread. */
@Component
final class Documents {

  private static final HexFormat HEX = HexFormat.of();
  private static final double NANOS_PER_MILLI = 1e6;

  private final CaseCatalogue cases;
  private final CaseDescriptions descriptions;
  private final MessageSource messages;

  Documents(CaseCatalogue cases, CaseDescriptions descriptions, MessageSource messages) {
    this.cases = cases;
    this.descriptions = descriptions;
    this.messages = messages;
  }

  /** A report without its cases. */
  ReportDocument summary(Report report) {
    return document(report, null);
  }

  /** A report with its cases. */
  ReportDocument report(Report report, Locale locale) {
    return document(
        report, report.results().stream().map(result -> row(report, result, locale)).toList());
  }

  private static ReportDocument document(Report report, @Nullable List<ReportDocument.Case> rows) {
    return new ReportDocument(
        report.agent().name(),
        report.agent().run(),
        report.file(),
        report.begun(),
        Counts.of(report.results()),
        rows);
  }

  private ReportDocument.Case row(Report report, CaseResult result, Locale locale) {
    return new ReportDocument.Case(
        result.tested().id(),
        result.tested().group(),
        descriptions.of(result.tested(), locale),
        result.judgement().behavior().text(),
        result.judgement().behaviorClose().text(),
        result.judgement().passed(),
        messages.getMessage(result.sentences().result(), locale),
        messages.getMessage(result.sentences().closing(), locale),
        messages.getMessage(result.sentences().verdict(), locale),
        code(result.seen().client()),
        result.seen().duration().toMillis(),
        ReportFiles.of(report.file(), result.tested().id()) + ".json");
  }

  private static @Nullable Integer code(@Nullable Close close) {
    return close == null || close.code() == null ? null : close.code().value();
  }

  private static @Nullable String reason(@Nullable Close close) {
    return close == null || close.code() == null ? null : close.reason();
  }

  /** The result of a case. */
  CaseDocument document(Report report, CaseResult result, Locale locale) {
    Observation seen = result.seen();
    return new CaseDocument(
        report.agent().name(),
        report.agent().run(),
        cases.of(CaseSet.ALL).indexOf(result.tested()) + 1,
        result.tested().id(),
        descriptions.of(result.tested(), locale),
        seen.started().truncatedTo(ChronoUnit.MILLIS).toString(),
        seen.duration().toMillis(),
        result.judgement().behavior().text(),
        result.judgement().behaviorClose().text(),
        messages.getMessage(result.sentences().result(), locale),
        messages.getMessage(result.sentences().closing(), locale),
        expected(result),
        expectedClose(result),
        seen.events().stream().map(Documents::item).toList(),
        seen.server() != null && seen.serverFirst(),
        seen.violation() != null,
        seen.end() == End.SERVER,
        seen.isClean(),
        seen.end() == End.SERVER && !seen.isClean(),
        code(seen.server()),
        reason(seen.server()),
        code(seen.client()),
        reason(seen.client()),
        true,
        seen.log().stream().map(Documents::wire).toList(),
        result.judgement().passed(),
        messages.getMessage(result.sentences().verdict(), locale),
        seen.violation(),
        seen.log().stream().map(entry -> line(entry, locale)).toList(),
        seen.logOmitted());
  }

  private static Map<String, List<List<Object>>> expected(CaseResult result) {
    Map<String, List<List<Object>>> expected = new LinkedHashMap<>();
    if (result.tested() instanceof ConformanceCase frames) {
      List<List<Expected>> lists = frames.script().expected(result.seen().rounds());
      for (int i = 0; i < lists.size(); i++) {
        Behavior behavior = i == 0 ? Behavior.OK : Behavior.NON_STRICT;
        expected.put(behavior.text(), lists.get(i).stream().map(Documents::item).toList());
      }
    }
    return expected;
  }

  private static @Nullable ExpectedClose expectedClose(CaseResult result) {
    if (result.tested() instanceof ConformanceCase frames) {
      ClosingClass closing = frames.closing();
      return new ExpectedClose(
          closing.codes().stream().map(code -> code.value()).toList(),
          closing.byServer(),
          closing.clean());
    }
    return null;
  }

  private static List<Object> item(Expected expected) {
    return switch (expected) {
      case Event.ExpectedMessage message -> {
        ByteBuffer first = ByteBuffer.allocate(Math.min(Event.SHOWN, message.content().length()));
        message.content().copy(0, first);
        yield List.of("message", text(first.array()), message.type() == Opcode.BINARY);
      }
      case Event.ExpectedPong pong -> List.of("pong", text(pong.payload().bytes()));
      case Event.ExpectedTimeout timeout -> List.of("timeout", timeout.name());
    };
  }

  private static List<Object> item(Event event) {
    return switch (event) {
      case Event.Message message ->
          List.of("message", text(message.beginning()), message.type() == Opcode.BINARY);
      case Event.Pong pong -> List.of("pong", text(pong.payload()));
      case Event.Timeout timeout -> List.of("timeout", timeout.name());
    };
  }

  /** The bytes as UTF-8, or in hex behind 0x. */
  private static String text(byte[] bytes) {
    @Nullable String text = utf8(bytes);
    return text == null ? "0x" + HEX.formatHex(bytes) : text;
  }

  private static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static List<Object> wire(WireLog.Entry entry) {
    return switch (entry) {
      case WireLog.Entry.Frame frame ->
          List.of(
              frame.by() == WireLog.Side.CLIENT ? "RF" : "TF",
              List.of(frame.length(), text(frame.beginning())),
              frame.opcode(),
              frame.fin(),
              frame.rsv(),
              frame.by() == WireLog.Side.CLIENT);
      case WireLog.Entry.Part part ->
          List.of("TO", List.of(part.bytes().length, HEX.formatHex(part.bytes())));
      case WireLog.Entry.Note note -> List.of("CT", note.code(), note.argument());
    };
  }

  private Line line(WireLog.Entry entry, Locale locale) {
    double at = Math.round(entry.at().toNanos() / NANOS_PER_MILLI * 10) / 10.0;
    return switch (entry) {
      case WireLog.Entry.Frame frame ->
          new Line(
              at,
              frame.by().name().toLowerCase(Locale.ROOT),
              CaseDescription.frame(frame),
              HEX.formatHex(frame.beginning()),
              isClose(frame) ? closeText(frame.beginning()) : utf8(frame.beginning()));
      case WireLog.Entry.Part part ->
          new Line(
              at,
              "server",
              message("conformance.log.part", locale, String.valueOf(part.bytes().length)),
              HEX.formatHex(part.bytes()),
              utf8(part.bytes()));
      case WireLog.Entry.Note note ->
          new Line(
              at,
              "server",
              message("conformance.log." + note.code(), locale, note.argument()),
              null,
              null);
    };
  }

  private static boolean isClose(WireLog.Entry.Frame frame) {
    return frame.opcode() == Opcode.CLOSE.value() && frame.beginning().length >= Short.BYTES;
  }

  /** The code of a close frame, and its reason, whether or not that is UTF-8. */
  private static String closeText(byte[] payload) {
    ByteBuffer rest = ByteBuffer.wrap(payload);
    int code = Short.toUnsignedInt(rest.getShort());
    return (code + " " + StandardCharsets.UTF_8.decode(rest)).strip();
  }

  private String message(String code, Locale locale, Object... arguments) {
    return messages.getMessage(code, arguments, locale);
  }
}
