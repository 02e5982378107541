package io.github.websocketecho.transcript;

import io.github.websocketecho.problem.InvalidParameterException;
import io.github.websocketecho.problem.ParameterText;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Tells what the server saw of a connection: now, or once it has ended. */
@RestController
@RequestMapping("/connections")
class TranscriptController {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final TranscriptStore transcripts;
  private final TranscriptRenderer renderer;
  private final WatchExecutor watchers;

  TranscriptController(
      TranscriptStore transcripts, TranscriptRenderer renderer, WatchExecutor watchers) {
    this.transcripts = transcripts;
    this.renderer = renderer;
    this.watchers = watchers;
  }

  /** A transcript in the list. */
  record Listed(String id, Transcript.State state) {}

  @GetMapping
  ResponseEntity<List<Listed>> list() {
    return fresh(
        transcripts.list().stream()
            .map(recorder -> new Listed(recorder.id(), recorder.state()))
            .toList());
  }

  /** Holds the answer until the connection has ended, or the time is over. */
  @GetMapping("/{id}")
  DeferredResult<ResponseEntity<Transcript>> transcript(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String wait,
      HttpServletRequest request) {
    Duration longest = parse(wait);
    TranscriptRecorder recorder = transcripts.get(id);
    Locale locale = LocaleContextHolder.getLocale();
    // Its own time is never over: the watcher is in time.
    var result = new DeferredResult<ResponseEntity<Transcript>>(0L);
    if (longest.isZero() || recorder.hasEnded()) {
      result.setResult(fresh(renderer.render(recorder, locale)));
    } else {
      watchers.await(
          request,
          () -> {
            recorder.awaitEnd(longest);
            try {
              result.setResult(fresh(renderer.render(recorder, locale)));
            } catch (RuntimeException e) {
              result.setErrorResult(e);
            }
          });
    }
    return result;
  }

  private static Duration parse(@Nullable String wait) {
    if (wait == null) {
      return Duration.ZERO;
    }
    try {
      return ParameterText.duration(wait, LONGEST_WAIT);
    } catch (IllegalArgumentException e) {
      throw new InvalidParameterException("wait", wait, e);
    }
  }

  private static <T> ResponseEntity<T> fresh(T body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
  }
}
