package io.github.websocketecho.transcript;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;

/** Says whether a client did what it should, from what the server has seen. Any thread. */
public interface VerdictRule {

  /** The code of the message that says what the server must see. */
  String expected();

  /**
   * Judges what has been seen until now.
   *
   * @param seen the transcript, without a verdict
   */
  Judgement judge(Transcript seen);

  /**
   * What was found.
   *
   * @param passed null if it cannot be told, or not yet
   * @param observed the code of the message that says what was seen
   * @param arguments of that message; messages themselves, or values
   * @param remarks what is worth knowing beside it
   */
  record Judgement(
      @Nullable Boolean passed,
      String observed,
      List<Object> arguments,
      List<MessageSourceResolvable> remarks) {

    /** The client did what it should. */
    public static Judgement passed(String observed, Object... arguments) {
      return new Judgement(true, observed, List.of(arguments), List.of());
    }

    /** The client did what it should not, or not what it should. */
    public static Judgement failed(String observed, Object... arguments) {
      return new Judgement(false, observed, List.of(arguments), List.of());
    }

    /** It cannot be told, or not yet. */
    public static Judgement undecided(String observed, Object... arguments) {
      return new Judgement(null, observed, List.of(arguments), List.of());
    }

    /** The same with one more remark. */
    public Judgement with(MessageSourceResolvable remark) {
      return new Judgement(
          passed, observed, arguments, Stream.concat(remarks.stream(), Stream.of(remark)).toList());
    }
  }
}
