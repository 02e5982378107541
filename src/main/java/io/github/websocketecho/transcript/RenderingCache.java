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

  private record Key(WatchedTranscript transcript, Locale locale) {}

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
  Rendering get(WatchedTranscript transcript, Locale locale, long sent) {
    return cache
        .asMap()
        .compute(
            new Key(transcript, locale),
            (_, before) ->
                before != null && isFresh(before, transcript, sent)
                    ? before
                    : make(transcript, locale));
  }

  private static boolean isFresh(Rendering rendering, WatchedTranscript transcript, long sent) {
    if (rendering.version() == transcript.version()) {
      return true;
    }
    // A stream sends the complete end at once.
    return rendering.beat() == beat(transcript)
        && rendering.version() > sent
        && !transcript.hasEnded();
  }

  private Rendering make(WatchedTranscript transcript, Locale locale) {
    long version = transcript.version();
    byte[] bytes = json.writeValueAsBytes(renderer.render(transcript.judged(), locale));
    return new Rendering(version, beat(transcript), bytes);
  }

  private static long beat(WatchedTranscript transcript) {
    return transcript.sinceStart() / BEAT.toNanos();
  }

  /** The time until the next beat of a transcript. */
  static Duration untilBeat(WatchedTranscript transcript) {
    return BEAT.minusNanos(transcript.sinceStart() % BEAT.toNanos());
  }
}
