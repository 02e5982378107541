package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.ConversationState;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one connection has done when, and which limit it has outstayed. Runs on the loop. */
final class TimeLimits {

  /** After so long without a byte a connection is quiet. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final EventLoop loop;
  private final EngineSettings settings;

  private long opened;
  private long lastActivity;

  /**
   * A connection that is to end.
   *
   * @param reason as a sentence
   * @param cut whether TCP ends without any more words; else it is closed with 1001
   */
  record Outstayed(Cause cause, String reason, boolean cut) {}

  TimeLimits(EventLoop loop, EngineSettings settings) {
    this.loop = loop;
    this.settings = settings;
  }

  void opened() {
    opened = loop.now();
    lastActivity = opened;
  }

  /** Something has come, or nothing could. */
  void active() {
    lastActivity = loop.now();
  }

  /** How long nothing has come. */
  Duration quiet() {
    return Duration.ofNanos(loop.now() - lastActivity);
  }

  /** Whether nothing has come for so long that memory is better used by others. */
  boolean isQuiet() {
    return isLonger(QUIET, lastActivity);
  }

  /**
   * The limit that the connection has outstayed; null for none.
   *
   * @param state of the conversation
   * @param idle whether nothing is waited for but the client's next message
   * @param reads whether what the client sends is read
   */
  @Nullable Outstayed outstayed(
      ConversationState state, boolean idle, boolean reads, Output output, Closing closing) {
    if (closing.isLate(state, settings.closing())) {
      return new Outstayed(Cause.STALLED, "The client did not end its side in time.", true);
    }
    if (state.maySend() && isLonger(settings.lifetime(), opened)) {
      String reason = "Connection lifetime limit of " + text(settings.lifetime()) + " reached.";
      return new Outstayed(Cause.LIFETIME, reason, false);
    }
    if (output.isBlocked()) {
      // A client that writes a long message before it reads takes nothing meanwhile.
      boolean writes = reads && !isLonger(settings.writeStall(), lastActivity);
      return !writes && isLonger(settings.writeStall(), output.lastProgress()) ? stalled() : null;
    }
    return idle && isLonger(settings.idle(), lastActivity)
        ? new Outstayed(Cause.IDLE, "Idle for " + text(settings.idle()) + ".", false)
        : null;
  }

  private Outstayed stalled() {
    String reason = "The client accepted no data for " + text(settings.writeStall()) + ".";
    return new Outstayed(Cause.STALLED, reason, true);
  }

  /** Whether more than this time has gone by since then; no time at all stands for no limit. */
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
