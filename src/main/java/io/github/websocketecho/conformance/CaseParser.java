package io.github.websocketecho.conformance;

import io.github.websocketecho.conformance.ConformanceCase.Ending;
import io.github.websocketecho.conformance.ConformanceCase.FrameScript;
import io.github.websocketecho.conformance.Event.Expected;
import io.github.websocketecho.conformance.Event.ExpectedMessage;
import io.github.websocketecho.conformance.Event.ExpectedPong;
import io.github.websocketecho.conformance.Event.ExpectedTimeout;
import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Reads one row of the table of cases, whose head explains its columns. */
final class CaseParser {

  private static final int COLUMNS = 5;

  private static final Pattern COLUMN = Pattern.compile(" *\\| *");
  private static final Pattern SEMICOLON = Pattern.compile("; *");

  private static final Pattern FRAME =
      Pattern.compile(
          "(?<op>op\\d+|[TBCPOX])(?<more>-?)( rsv=(?<rsv>[1-7]))?( (?<code>\\d+)(?! of))?"
              + "( (?<payload>.+?))?( in frames of (?<size>\\d+))?");

  /** The forms of a step, of which the first that matches counts. */
  private static final List<Form> FORMS =
      List.of(
          new Form("one by one", (parser, _) -> parser.oneByOne = true),
          new Form(
              "in pieces of (\\d+)", (parser, form) -> parser.pieceSize = number(form.group(1))),
          new Form("(\\d+) times", (parser, form) -> parser.times = number(form.group(1))),
          new Form(
              "wait (\\S+)( for pong)?",
              (parser, form) ->
                  parser.steps.add(
                      new Step.Wait(
                          DurationStyle.SIMPLE.parse(form.group(1)), form.group(2) != null))),
          new Form(
              "T head (\\d+)",
              (parser, form) ->
                  parser.steps.add(new Step.Head(Opcode.TEXT.value(), number(form.group(1))))),
          new Form(
              "part (.*)",
              (parser, form) -> parser.steps.add(new Step.Part(Payload.parse(form.group(1))))),
          new Form(FRAME, (parser, form) -> parser.steps.add(frame(form))));

  private static final Pattern PONGS = Pattern.compile("(\\d+ )?pongs?");
  private static final Pattern TIMEOUT = Pattern.compile("timeout (\\w)");

  private final List<Step> steps = new ArrayList<>();
  private int times = 1;
  private int pieceSize;
  private boolean oneByOne;

  private CaseParser() {}

  /**
   * Reads a row.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static ConformanceCase parse(String row) {
    String[] columns = COLUMN.split(row.strip(), -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException("A case has %d columns: %s".formatted(COLUMNS, row));
    }
    var parser = new CaseParser();
    SEMICOLON.splitAsStream(columns[1]).forEach(parser::step);
    String[] end = columns[2].split(" ", 2);
    return new ConformanceCase(
        columns[0],
        new FrameScript(
            List.copyOf(parser.steps),
            SEMICOLON.splitAsStream(columns[3]).map(parser::expected).toList(),
            parser.times,
            parser.pieceSize,
            parser.oneByOne),
        end[0].equals("kill") ? Ending.KILL : Ending.CLOSE,
        DurationStyle.SIMPLE.parse(end[1]),
        ClosingClass.parse(columns[4]));
  }

  private void step(String text) {
    for (Form form : FORMS) {
      Matcher matcher = form.pattern().matcher(text);
      if (matcher.matches()) {
        form.reader().accept(this, matcher);
        return;
      }
    }
    throw new IllegalArgumentException("No step of a case: " + text);
  }

  /** The form of a step, and what reads it. */
  private record Form(Pattern pattern, BiConsumer<CaseParser, Matcher> reader) {

    private Form(String pattern, BiConsumer<CaseParser, Matcher> reader) {
      this(Pattern.compile(pattern), reader);
    }
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static Step.Send frame(Matcher frame) {
    int opcode = opcode(frame.group("op"));
    Payload payload = Payload.parse(orElse(frame.group("payload"), ""));
    @Nullable String code = frame.group("code");
    return new Step.Send(
        opcode,
        frame.group("more").isEmpty(),
        Integer.parseInt(orElse(frame.group("rsv"), "0")),
        code == null ? payload : closePayload(Integer.parseInt(code), payload),
        Integer.parseInt(orElse(frame.group("size"), "0")));
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private static int opcode(String text) {
    return switch (text) {
      case "T" -> Opcode.TEXT.value();
      case "B" -> Opcode.BINARY.value();
      case "C" -> Opcode.CONTINUATION.value();
      case "P" -> Opcode.PING.value();
      case "O" -> Opcode.PONG.value();
      case "X" -> Opcode.CLOSE.value();
      default -> Integer.parseInt(text.substring("op".length()));
    };
  }

  private static Payload closePayload(int code, Payload reason) {
    ByteBuffer payload = ByteBuffer.allocate(Short.BYTES + reason.length());
    payload.putShort((short) code);
    reason.copy(0, payload);
    return Payload.of(payload.array(), (code + " " + reason).strip());
  }

  /** Reads a list of what the client has to do, in terms of what the server sends. */
  private List<Expected> expected(String text) {
    Queue<Step.Send> pings = new ArrayDeque<>(sent(send -> send.is(Opcode.PING)));
    List<Expected> list = new ArrayList<>();
    for (String item : text.equals("nothing") ? new String[0] : text.split(", *")) {
      Matcher pongs = PONGS.matcher(item);
      Matcher timeout = TIMEOUT.matcher(item);
      if (pongs.matches()) {
        int count = pongs.group(1) == null ? 1 : Integer.parseInt(pongs.group(1).strip());
        for (int i = 0; i < count; i++) {
          list.add(new ExpectedPong(pings.remove().content()));
        }
      } else if (timeout.matches()) {
        list.add(new ExpectedTimeout(timeout.group(1)));
      } else if (Arrays.asList("message", "length").contains(item)) {
        list.add(message(item.equals("message")));
      } else {
        throw new IllegalArgumentException("Not to be expected of a client: " + item);
      }
    }
    return List.copyOf(list);
  }

  private List<Step.Send> sent(Predicate<Step.Send> which) {
    return steps.stream()
        .filter(Step.Send.class::isInstance)
        .map(Step.Send.class::cast)
        .filter(which)
        .toList();
  }

  /** The first message that the server sends. */
  private ExpectedMessage message(boolean exactly) {
    List<Content> parts = new ArrayList<>();
    @Nullable Opcode type = null;
    for (Step.Send frame :
        sent(
            send ->
                send.is(Opcode.TEXT) || send.is(Opcode.BINARY) || send.is(Opcode.CONTINUATION))) {
      type = type == null ? (frame.is(Opcode.TEXT) ? Opcode.TEXT : Opcode.BINARY) : type;
      parts.add(frame.content());
      if (frame.fin()) {
        break;
      }
    }
    if (type == null) {
      throw new IllegalArgumentException("The server sends no message to echo");
    }
    Content content = parts.size() == 1 ? parts.getFirst() : new Joined(List.copyOf(parts));
    return new ExpectedMessage(type, content, exactly);
  }
}
