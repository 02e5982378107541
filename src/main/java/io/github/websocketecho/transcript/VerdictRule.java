package io.github.websocketecho.transcript;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;

/** Judges from a transcript whether a client behaved as expected. Any thread. */
public interface VerdictRule {

  /** The code of the message that describes the expected behaviour. */
  String expected();

  /** Judges what the server has seen until now. */
  Judgement judge(Transcript seen);

  /**
   * A verdict, as the codes of its messages.
   *
   * @param passed null if this is undecided
   * @param observed the code of the message that describes the observed behaviour
   * @param arguments of that message: messages, or values
   * @param remarks further facts
   */
  record Judgement(
      @Nullable Boolean passed,
      String observed,
      List<Object> arguments,
      List<MessageSourceResolvable> remarks) {

    /** The client behaved as expected. */
    public static Judgement passed(String observed, Object... arguments) {
      return new Judgement(true, observed, List.of(arguments), List.of());
    }

    /** The client did not behave as expected. */
    public static Judgement failed(String observed, Object... arguments) {
      return new Judgement(false, observed, List.of(arguments), List.of());
    }

    /** What the server has seen proves neither, or not yet. */
    public static Judgement undecided(String observed, Object... arguments) {
      return new Judgement(null, observed, List.of(arguments), List.of());
    }

    /** Whether the client behaved as expected, and that is decided. */
    public boolean isPassed() {
      return Boolean.TRUE.equals(passed);
    }

    /** Returns a copy with one more remark. */
    public Judgement with(MessageSourceResolvable remark) {
      return new Judgement(
          passed, observed, arguments, Stream.concat(remarks.stream(), Stream.of(remark)).toList());
    }
  }
}
