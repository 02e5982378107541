package io.github.websocketecho.conformance;

import io.github.websocketecho.conformance.Event.Expected;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case: what the server sends, and what it expects of the client. Immutable; any thread.
 *
 * @param id such as {@code 9.7.1}
 * @param script what the server does
 * @param ending what the server does when the time is over
 * @param limit the time from the last step until the end
 * @param closing how the connection should end
 */
record ConformanceCase(
    String id, Script script, Ending ending, Duration limit, ClosingClass closing)
    implements SuiteCase {

  /** What the server does when the time is over. */
  enum Ending {
    /** It fails the connection with 1001. */
    KILL,
    /** It sends a close frame without a code. */
    CLOSE
  }

  /** What the server does, in one round or in several: each after the client's answer. */
  interface Script {

    /** The number of rounds, at least 1. */
    default int rounds() {
      return 1;
    }

    /** The steps of a round, in their order. The first round is 0. */
    List<Step> steps(int round);

    /**
     * Lists of which the client has to do one in a round, the best first: for OK, and for
     * NON-STRICT if there are two.
     */
    List<List<Expected>> expected(int round);

    /** Makes what the steps need. This may take a while; not on the loop. */
    default void prepare() {}

    /** The most bytes of a write to TCP; 0 for any. */
    default int pieceSize() {
      return 0;
    }

    /** Whether each frame is written by itself. */
    default boolean oneByOne() {
      return false;
    }

    /** How messages are compressed; null if they are not. */
    default @Nullable DeflateTerms compression() {
      return null;
    }
  }

  /** A row of the table of cases. */
  record FrameScript(
      List<Step> steps, List<List<Expected>> expected, int rounds, int pieceSize, boolean oneByOne)
      implements Script {

    @Override
    public List<Step> steps(int round) {
      return steps;
    }

    @Override
    public List<List<Expected>> expected(int round) {
      return expected;
    }
  }
}
