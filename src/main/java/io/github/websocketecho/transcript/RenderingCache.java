package io.github.websocketecho.transcript;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Transcripts as JSON for streams of events: one rendering for all who are told of the same
 * transcript in the same language at the same beat. Any thread.
 */
@Component
class RenderingCache {

  /** The beat: a stream is told of further changes once in so long. */
  static final Duration BEAT = Duration.ofMillis(250);

  /** So much JSON is kept to be shared [bytes]. */
  private static final long MOST = 4 << 20;

  private final TranscriptRenderer renderer;
  private final JsonMapper json;

  private final Cache<Key, Rendering> made =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .weigher((Key key, Rendering rendering) -> rendering.json().length)
          .expireAfterWrite(BEAT.multipliedBy(2))
          .scheduler(Scheduler.systemScheduler())
          .executor(Runnable::run)
          .build();

  RenderingCache(TranscriptRenderer renderer, JsonMapper json) {
    this.renderer = renderer;
    this.json = json;
  }

  private record Key(TranscriptRecorder recorder, Locale locale) {}

  /**
   * A transcript at a version, or a little later.
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
  Rendering of(TranscriptRecorder recorder, Locale locale, long told) {
    return made.asMap()
        .compute(
            new Key(recorder, locale),
            (_, before) ->
                before != null && isFresh(before, recorder, told)
                    ? before
                    : make(recorder, locale));
  }

  private static boolean isFresh(Rendering rendering, TranscriptRecorder recorder, long told) {
    if (rendering.version() == recorder.version()) {
      return true;
    }
    // The end is told at once, and as it is.
    return rendering.beat() == beat(recorder) && rendering.version() > told && !recorder.hasEnded();
  }

  private Rendering make(TranscriptRecorder recorder, Locale locale) {
    long version = recorder.version();
    byte[] bytes = json.writeValueAsBytes(renderer.render(recorder, locale));
    return new Rendering(version, beat(recorder), bytes);
  }

  private static long beat(TranscriptRecorder recorder) {
    return recorder.sinceStart() / BEAT.toNanos();
  }

  /** How long it is until the next beat of a transcript. */
  static Duration untilBeat(TranscriptRecorder recorder) {
    return BEAT.minusNanos(recorder.sinceStart() % BEAT.toNanos());
  }
}
