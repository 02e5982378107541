package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.ConversationState;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When one connection was active, and which limit in time it exceeds. Runs on the loop. */
final class TimeLimits {

  /** A connection from which no byte was received for this long is quiet. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final EventLoop loop;

  private final long opened;
  private long lastActivity;

  /**
   * A limit that is exceeded.
   *
   * @param reason as a sentence
   * @param cut whether TCP ends without a close frame; otherwise the connection closes with 1001
   */
  record Excess(Cause cause, String reason, boolean cut) {}

  /** The connection opens now. Any thread. */
  TimeLimits(EventLoop loop) {
    this.loop = loop;
    opened = loop.time();
    lastActivity = opened;
  }

  /** Bytes were received, or a time ends in which the socket was not read. */
  void active() {
    lastActivity = loop.now();
  }

  /** How long the connection has been open. */
  Duration open() {
    return Duration.ofNanos(loop.time() - opened);
  }

  /** How long no byte was received. */
  Duration quiet() {
    return Duration.ofNanos(loop.now() - lastActivity);
  }

  /** Whether no byte was received for so long that others make better use of its memory. */
  boolean isQuiet() {
    return isLonger(QUIET, lastActivity);
  }

  /**
   * The limit that the connection exceeds; null for none.
   *
   * @param state of the conversation
   * @param idle whether the client's next message is all that the connection waits for
   * @param reads whether the socket is read
   */
  @Nullable Excess excess(
      ConversationState state, boolean idle, boolean reads, Output output, CloseState close) {
    EngineSettings settings = loop.settings();
    if (close.isLate(loop.now(), state, settings.closing())) {
      return new Excess(Cause.STALLED, "The client did not end its side in time.", true);
    }
    if (state.maySend() && isLonger(settings.lifetime(), opened)) {
      String reason = "Connection lifetime limit of " + text(settings.lifetime()) + " reached.";
      return new Excess(Cause.LIFETIME, reason, false);
    }
    if (output.isBlocked()) {
      // A client that writes a long message before it reads accepts nothing meanwhile.
      boolean writes = reads && !isLonger(settings.writeStall(), lastActivity);
      return !writes && isLonger(settings.writeStall(), output.lastProgress())
          ? stalled(settings)
          : null;
    }
    return idle && isLonger(settings.idle(), lastActivity)
        ? new Excess(Cause.IDLE, "Idle for " + text(settings.idle()) + ".", false)
        : null;
  }

  private static Excess stalled(EngineSettings settings) {
    String reason = "The client accepted no data for " + text(settings.writeStall()) + ".";
    return new Excess(Cause.STALLED, reason, true);
  }

  /** Whether more than the limit has passed since then; a limit of zero is none. */
  private boolean isLonger(Duration limit, long since) {
    return limit.isPositive() && loop.now() - since > limit.toNanos();
  }

  /** Such as {@code 2m}: in the longest unit that divides it. */
  private static String text(Duration duration) {
    long millis = duration.toMillis();
    return Stream.of(Unit.values())
        .filter(unit -> millis % unit.millis == 0)
        .findFirst()
        .map(unit -> millis / unit.millis + unit.suffix)
        .orElseThrow();
  }

  /** The longest first. */
  private enum Unit {
    DAYS("d", ChronoUnit.DAYS),
    HOURS("h", ChronoUnit.HOURS),
    MINUTES("m", ChronoUnit.MINUTES),
    SECONDS("s", ChronoUnit.SECONDS),
    MILLISECONDS("ms", ChronoUnit.MILLIS);

    private final String suffix;
    private final long millis;

    Unit(String suffix, ChronoUnit unit) {
      this.suffix = suffix;
      this.millis = unit.getDuration().toMillis();
    }
  }
}
