package io.github.websocketecho.transcript;

import io.github.websocketecho.http.ProblemException;
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
 * Streams what the server sees of a connection as server-sent events. An event {@code transcript}
 * is sent at the beginning and after each change, until the connection has ended. The end, and the
 * first change after a pause, are sent at once; further changes are sent four times a second.
 */
@RestController
class TranscriptEventsController {

  /** After this time without changes, a comment checks whether the listener is still connected. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** The longest duration of a stream. A browser then reconnects by itself. */
  private static final Duration LONGEST_STREAM = Duration.ofMinutes(10);

  private final TranscriptDirectory transcripts;
  private final RenderingCache renderings;
  private final WatchExecutor executor;

  TranscriptEventsController(
      TranscriptDirectory transcripts, RenderingCache renderings, WatchExecutor executor) {
    this.transcripts = transcripts;
    this.renderings = renderings;
    this.executor = executor;
  }

  /**
   * Starts a stream.
   *
   * @param last the id of the last event that a reconnecting listener received; null for a new
   *     listener. If that was the end, the response is 204, so that a browser stops reconnecting.
   */
  @GetMapping("/connections/{id}/events")
  ResponseEntity<SseEmitter> events(
      @PathVariable String id,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
      HttpServletRequest request) {
    WatchedTranscript transcript = transcripts.get(id);
    if (transcript.hasEnded() && String.valueOf(transcript.version()).equals(last)) {
      return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }
    Locale locale = LocaleContextHolder.getLocale();
    var emitter = new SseEmitter(2 * LONGEST_STREAM.toMillis());
    executor.stream(request, () -> stream(transcript, emitter, locale));
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(emitter);
  }

  private void stream(WatchedTranscript transcript, SseEmitter emitter, Locale locale)
      throws InterruptedException {
    long end = System.nanoTime() + LONGEST_STREAM.toNanos();
    long sent = -1;
    try {
      boolean over = false;
      while (!over) {
        over = transcript.hasEnded() || System.nanoTime() > end;
        if (transcript.version() == sent) {
          emitter.send(SseEmitter.event().comment(""));
        } else {
          Rendering rendering = renderings.get(transcript, locale, sent);
          emitter.send(event(rendering));
          sent = rendering.version();
        }
        if (!over) {
          transcript.awaitEnd(RenderingCache.untilBeat(transcript));
          transcript.awaitChange(sent, LONGEST_PAUSE);
        }
      }
      emitter.complete();
    } catch (IOException | IllegalStateException | ProblemException e) {
      emitter.complete(); // The listener has disconnected, or another replica does not answer.
    }
  }

  private static SseEmitter.SseEventBuilder event(Rendering rendering) {
    return SseEmitter.event()
        .name("transcript")
        .id(String.valueOf(rendering.version()))
        .data(rendering.json(), MediaType.APPLICATION_JSON);
  }
}
