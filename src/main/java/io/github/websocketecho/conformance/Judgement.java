package io.github.websocketecho.conformance;

import io.github.websocketecho.protocol.CloseCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a case says about a client. Immutable; any thread.
 *
 * @param behavior as the Autobahn Testsuite judges
 * @param behaviorClose the same for the end of the connection
 * @param passed our own verdict: whether the client kept the rules of the protocol; null if the
 *     case only informs
 */
record Judgement(Behavior behavior, ClosingBehavior behaviorClose, @Nullable Boolean passed) {

  /** What the client did in the case. */
  enum Behavior {
    OK("OK"),
    NON_STRICT("NON-STRICT"),
    INFORMATIONAL("INFORMATIONAL"),
    UNIMPLEMENTED("UNIMPLEMENTED"),
    FAILED("FAILED");

    private final String text;

    Behavior(String text) {
      this.text = text;
    }

    /** As reports show it. */
    String text() {
      return text;
    }
  }

  /** How the connection ended. */
  enum ClosingBehavior {
    OK("OK"),
    FAILED("FAILED"),
    UNCLEAN("UNCLEAN"),
    WRONG_CODE("WRONG CODE"),
    INFORMATIONAL("INFORMATIONAL");

    private final String text;

    ClosingBehavior(String text) {
      this.text = text;
    }

    /** As reports show it. */
    String text() {
      return text;
    }
  }

  /** Judges what the server saw. */
  static Judgement of(ConformanceCase tested, Observation seen) {
    ClosingClass closing = tested.closing();
    if (closing.informs()) {
      return new Judgement(Behavior.INFORMATIONAL, ClosingBehavior.INFORMATIONAL, null);
    }
    ClosingBehavior ended = closing(closing, seen);
    if (!seen.compressed()) {
      return new Judgement(Behavior.UNIMPLEMENTED, ended, null);
    }
    boolean fails =
        (ended == ClosingBehavior.WRONG_CODE && closing.failsByWrongCode())
            || (ended == ClosingBehavior.FAILED && closing.failsByWrongSide());
    boolean passed =
        seen.doneBesidesPongs()
            && seen.rightBytes()
            && seen.violation() == null
            && (ended == ClosingBehavior.OK || isKillAnswered(ended, seen));
    return new Judgement(fails ? Behavior.FAILED : behavior(seen.done()), ended, passed);
  }

  /** If pongs have failed the case, the server did not close with 1000. */
  private static boolean isKillAnswered(ClosingBehavior ended, Observation seen) {
    return seen.done() < 0
        && ended == ClosingBehavior.WRONG_CODE
        && seen.isClean()
        && seen.server() != null
        && seen.client() != null
        && Objects.equals(seen.client().code(), seen.server().code());
  }

  private static Behavior behavior(int done) {
    return switch (done) {
      case 0 -> Behavior.OK;
      case 1 -> Behavior.NON_STRICT;
      default -> Behavior.FAILED;
    };
  }

  private static ClosingBehavior closing(ClosingClass expected, Observation seen) {
    boolean byServer = seen.server() != null && seen.serverFirst();
    if (byServer != expected.byServer()) {
      return ClosingBehavior.FAILED;
    }
    if (expected.clean() && !seen.isClean()) {
      return ClosingBehavior.UNCLEAN;
    }
    @Nullable CloseCode code = seen.client() == null ? null : seen.client().code();
    @Nullable CloseCode sent = seen.server() == null ? null : seen.server().code();
    return expected.allows(code, sent) ? ClosingBehavior.OK : ClosingBehavior.WRONG_CODE;
  }
}
