package io.github.websocketecho.transcript;

import io.github.websocketecho.transcript.RenderingCache.Rendering;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells what the server sees of a connection while it happens, as server-sent events: an event
 * {@code transcript} at the beginning and after each change, until the connection has ended. The
 * first change after a quiet time and the end are told at once, and what changes further, four
 * times a second.
 */
@RestController
class TranscriptEventsController {

  /** When nothing changes, a comment shows whether the listener is there still. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** Then the stream ends, and a listener that is interested still comes again. */
  private static final Duration LONGEST_STREAM = Duration.ofMinutes(10);

  private final TranscriptStore transcripts;
  private final RenderingCache renderings;
  private final WatchExecutor watchers;

  TranscriptEventsController(
      TranscriptStore transcripts, RenderingCache renderings, WatchExecutor watchers) {
    this.transcripts = transcripts;
    this.renderings = renderings;
    this.watchers = watchers;
  }

  /**
   * Streams.
   *
   * @param last the last event that somebody heard who comes again; one who has heard the end is
   *     told, by 204, not to come any more
   */
  @GetMapping("/connections/{id}/events")
  ResponseEntity<SseEmitter> events(
      @PathVariable String id,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
      HttpServletRequest request) {
    TranscriptRecorder recorder = transcripts.get(id);
    if (recorder.hasEnded() && String.valueOf(recorder.version()).equals(last)) {
      return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }
    Locale locale = LocaleContextHolder.getLocale();
    var emitter = new SseEmitter(2 * LONGEST_STREAM.toMillis());
    watchers.listen(request, () -> stream(recorder, emitter, locale));
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(emitter);
  }

  private void stream(TranscriptRecorder recorder, SseEmitter emitter, Locale locale)
      throws InterruptedException {
    long end = System.nanoTime() + LONGEST_STREAM.toNanos();
    long told = -1;
    try {
      boolean over = false;
      while (!over) {
        over = recorder.hasEnded() || System.nanoTime() > end;
        if (recorder.version() == told) {
          emitter.send(SseEmitter.event().comment(""));
        } else {
          Rendering rendering = renderings.of(recorder, locale, told);
          emitter.send(event(rendering));
          told = rendering.version();
        }
        if (!over) {
          recorder.awaitEnd(RenderingCache.untilBeat(recorder));
          if (!recorder.hasEnded()) { // Behind the end nothing changes any more.
            recorder.awaitChange(told, LONGEST_PAUSE);
          }
        }
      }
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      emitter.complete(); // The listener has gone.
    }
  }

  private static SseEmitter.SseEventBuilder event(Rendering rendering) {
    return SseEmitter.event()
        .name("transcript")
        .id(String.valueOf(rendering.version()))
        .data(rendering.json(), MediaType.APPLICATION_JSON);
  }
}
