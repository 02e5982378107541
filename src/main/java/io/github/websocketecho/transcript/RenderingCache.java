package io.github.websocketecho.transcript;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Renders transcripts as JSON for event streams. All streams of the same transcript and language
 * share one rendering per beat. Any thread.
 */
@Component
class RenderingCache {

  /** The interval at which a stream receives further changes. */
  static final Duration BEAT = Duration.ofMillis(250);

  /** The limit of all renderings together [bytes]. */
  private static final long MAXIMUM_SIZE = 4 << 20;

  private final TranscriptRenderer renderer;
  private final JsonMapper json;

  private final Cache<Key, Rendering> cache =
      Caffeine.newBuilder()
          .maximumWeight(MAXIMUM_SIZE)
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
   * A transcript as JSON.
   *
   * @param version of the transcript; the JSON may show later changes too
   * @param beat the number of the beat in which it was rendered
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Rendering(long version, long beat, byte[] json) {}

  /**
   * Returns a rendering that is newer than what the stream has sent.
   *
   * @param sent the last version that the stream has sent; -1 if it has sent none
   */
  Rendering get(TranscriptRecorder recorder, Locale locale, long sent) {
    return cache
        .asMap()
        .compute(
            new Key(recorder, locale),
            (_, before) ->
                before != null && isFresh(before, recorder, sent)
                    ? before
                    : make(recorder, locale));
  }

  private static boolean isFresh(Rendering rendering, TranscriptRecorder recorder, long sent) {
    if (rendering.version() == recorder.watch().version()) {
      return true;
    }
    // A stream sends the complete end at once.
    return rendering.beat() == beat(recorder)
        && rendering.version() > sent
        && !recorder.watch().hasEnded();
  }

  private Rendering make(TranscriptRecorder recorder, Locale locale) {
    long version = recorder.watch().version();
    byte[] bytes = json.writeValueAsBytes(renderer.render(recorder, locale));
    return new Rendering(version, beat(recorder), bytes);
  }

  private static long beat(TranscriptRecorder recorder) {
    return recorder.sinceStart() / BEAT.toNanos();
  }

  /** The time until the next beat of a transcript. */
  static Duration untilBeat(TranscriptRecorder recorder) {
    return BEAT.minusNanos(recorder.sinceStart() % BEAT.toNanos());
  }
}
