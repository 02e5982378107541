package io.github.websocketecho.transcript;

import io.github.websocketecho.http.ProblemCause;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.ModelAndView;

/**
 * Responds with a transcript, at once or when the connection has ended: with JSON, or with a page
 * for a person.
 */
@RestController
@RequestMapping("/connections")
class TranscriptController {

  private static final String EMPTY = "empty";

  private final TranscriptDirectory transcripts;
  private final TranscriptRenderer renderer;
  private final WatchExecutor executor;

  TranscriptController(
      TranscriptDirectory transcripts, TranscriptRenderer renderer, WatchExecutor executor) {
    this.transcripts = transcripts;
    this.renderer = renderer;
    this.executor = executor;
  }

  /** A transcript in the list. */
  record Listed(String id, Transcript.State state) {}

  @GetMapping
  ResponseEntity<List<Listed>> list() {
    return fresh(
        transcripts.list().entrySet().stream()
            .map(entry -> new Listed(entry.getKey(), entry.getValue()))
            .toList());
  }

  /**
   * Delays the response until the connection has ended, or until the time has elapsed.
   *
   * @param absent {@code empty} for 204 instead of 404 if there is no transcript, because browsers
   *     report a 404 as an error
   */
  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  DeferredResult<ResponseEntity<TranscriptDocument>> transcript(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String wait,
      @RequestParam(required = false) @Nullable String absent,
      HttpServletRequest request) {
    try {
      return answer(id, wait, request, TranscriptController::fresh);
    } catch (TranscriptException e) {
      if (e.problemCause() != ProblemCause.CONNECTION_UNKNOWN || !EMPTY.equals(absent)) {
        throw e;
      }
      return WatchExecutor.immediate(
          ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build());
    }
  }

  /** The same for a person. */
  @GetMapping(path = "/{id}", produces = MediaType.TEXT_HTML_VALUE)
  DeferredResult<ModelAndView> page(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String wait,
      HttpServletRequest request,
      HttpServletResponse response) {
    var result =
        answer(
            id,
            wait,
            request,
            document -> new ModelAndView("transcript", Map.of("transcript", document)));
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
    response.addHeader(HttpHeaders.VARY, "Accept, Accept-Language, Cookie");
    return result;
  }

  private <T> DeferredResult<T> answer(
      String id,
      @Nullable String wait,
      HttpServletRequest request,
      Function<TranscriptDocument, T> form) {
    Duration longest = wait == null ? Duration.ZERO : WatchExecutor.WAIT.parse(wait);
    WatchedTranscript transcript = transcripts.get(id);
    Locale locale = LocaleContextHolder.getLocale();
    Supplier<T> response = () -> form.apply(renderer.render(transcript.judged(), locale));
    return longest.isZero() || transcript.hasEnded()
        ? WatchExecutor.immediate(response.get())
        : executor.delayed(request, () -> transcript.awaitEnd(longest), response);
  }

  private static <T> ResponseEntity<T> fresh(T body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
  }
}
