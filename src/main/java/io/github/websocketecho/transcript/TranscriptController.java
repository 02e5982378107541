package io.github.websocketecho.transcript;

import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.http.RequestParameter;
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

/** Responds with a transcript, at once or when the connection has ended. */
@RestController
@RequestMapping("/connections")
class TranscriptController {

  private static final RequestParameter<Duration> WAIT =
      new RequestParameter<>(
          "wait", ParameterRange.durations(Duration.ZERO, Duration.ofSeconds(30)));

  private final TranscriptStore transcripts;
  private final TranscriptRenderer renderer;
  private final WatchExecutor executor;

  TranscriptController(
      TranscriptStore transcripts, TranscriptRenderer renderer, WatchExecutor executor) {
    this.transcripts = transcripts;
    this.renderer = renderer;
    this.executor = executor;
  }

  /** A transcript in the list. */
  record Listed(String id, Transcript.State state) {}

  @GetMapping
  ResponseEntity<List<Listed>> list() {
    return fresh(
        transcripts.list().stream()
            .map(recorder -> new Listed(recorder.request().id(), recorder.state()))
            .toList());
  }

  /** Delays the response until the connection has ended, or until the time has elapsed. */
  @GetMapping("/{id}")
  DeferredResult<ResponseEntity<TranscriptDocument>> transcript(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String wait,
      HttpServletRequest request) {
    Duration longest = wait == null ? Duration.ZERO : WAIT.parse(wait);
    TranscriptRecorder recorder = transcripts.get(id);
    Locale locale = LocaleContextHolder.getLocale();
    // Without Spring's timeout, because the wait below has its own.
    var result = new DeferredResult<ResponseEntity<TranscriptDocument>>(0L);
    if (longest.isZero() || recorder.watch().hasEnded()) {
      result.setResult(fresh(renderer.render(recorder, locale)));
    } else {
      executor.await(
          request,
          () -> {
            recorder.watch().awaitEnd(longest);
            try {
              result.setResult(fresh(renderer.render(recorder, locale)));
            } catch (RuntimeException e) {
              result.setErrorResult(e);
            }
          });
    }
    return result;
  }

  private static <T> ResponseEntity<T> fresh(T body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
  }
}
