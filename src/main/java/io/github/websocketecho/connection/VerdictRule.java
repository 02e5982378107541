package io.github.websocketecho.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says whether a client did what it should, from what the server has seen. Any thread. */
public interface VerdictRule {

  /** The code of the message that says what the server must see. */
  String expected();

  /**
   * Judges what has been seen until now.
   *
   * @param seen the account, without a verdict
   */
  Judgement judge(AccountView seen);

  /**
   * What was found.
   *
   * @param passed null while it cannot be told
   * @param observed the code of the message that says what was seen
   * @param arguments of that message
   */
  record Judgement(@Nullable Boolean passed, String observed, List<Object> arguments) {

    /** The client did what it should. */
    public static Judgement passed(String observed, Object... arguments) {
      return new Judgement(true, observed, List.of(arguments));
    }

    /** The client did what it should not, or not what it should. */
    public static Judgement failed(String observed, Object... arguments) {
      return new Judgement(false, observed, List.of(arguments));
    }

    /** It cannot be told, or not yet. */
    public static Judgement open(String observed, Object... arguments) {
      return new Judgement(null, observed, List.of(arguments));
    }
  }
}
