package io.github.websocketecho.transcript;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Accounts as JSON for streams of events: one rendering for all who are told of the same account in
 * the same language at the same beat. Any thread.
 */
@Component
class SharedRenderings {

  /** The beat: a stream is told of further changes once in so long. */
  static final Duration BEAT = Duration.ofMillis(250);

  /** So much JSON is kept to be shared [bytes]. */
  private static final long MOST = 4 << 20;

  private final AccountRenderer renderer;
  private final JsonMapper json;

  private final Cache<Key, Rendering> made =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .weigher((Key key, Rendering rendering) -> rendering.json().length)
          .expireAfterWrite(BEAT.multipliedBy(2))
          .scheduler(Scheduler.systemScheduler())
          .executor(Runnable::run)
          .build();

  SharedRenderings(AccountRenderer renderer, JsonMapper json) {
    this.renderer = renderer;
    this.json = json;
  }

  private record Key(Account account, Locale locale) {}

  /**
   * An account at a version, or a little later.
   *
   * @param beat at which it was made
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Rendering(long version, long beat, byte[] json) {}

  /**
   * What there is to be told.
   *
   * @param told the version that has been told before
   */
  Rendering of(Account account, Locale locale, long told) {
    return made.asMap()
        .compute(
            new Key(account, locale),
            (_, before) ->
                before != null && isFresh(before, account, told) ? before : make(account, locale));
  }

  private static boolean isFresh(Rendering rendering, Account account, long told) {
    if (rendering.version() == account.version()) {
      return true;
    }
    // The end is told at once, and as it is.
    return rendering.beat() == beat(account) && rendering.version() > told && !account.hasEnded();
  }

  private Rendering make(Account account, Locale locale) {
    long version = account.version();
    byte[] bytes = json.writeValueAsBytes(renderer.render(account, locale));
    return new Rendering(version, beat(account), bytes);
  }

  private static long beat(Account account) {
    return account.sinceStart() / BEAT.toNanos();
  }

  /** How long it is until the next beat of an account. */
  static Duration untilBeat(Account account) {
    return BEAT.minusNanos(account.sinceStart() % BEAT.toNanos());
  }
}
