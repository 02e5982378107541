package io.github.websocketecho.sequence;

import io.github.websocketecho.http.KnownParameters;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.http.RequestParameter;
import io.github.websocketecho.http.Secrets;
import io.github.websocketecho.sequence.Sequence.Attempt;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.TranscriptDirectory;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import io.github.websocketecho.transcript.WatchExecutor;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Responds with the attempts of a sequence and a verdict on them, and forgets sequences. */
@RestController
@RequestMapping("/sequences/{key}")
class SequenceController {

  private static final ParameterRange<Duration> DELAYS =
      ParameterRange.durations(Duration.ZERO, Duration.ofMinutes(10));

  private static final RequestParameter<Duration> MIN_DELAY =
      new RequestParameter<>("minDelay", DELAYS);
  private static final RequestParameter<Duration> MAX_DELAY =
      new RequestParameter<>("maxDelay", DELAYS);
  private static final RequestParameter<Boolean> GROWING =
      new RequestParameter<>("growing", ParameterRange.onOrOff());
  private static final RequestParameter<Integer> ATTEMPTS =
      new RequestParameter<>("attempts", ParameterRange.numbers(1, Sequence.MOST_ATTEMPTS));

  /** For 204 instead of 404 if there is no sequence, because browsers report a 404 as an error. */
  private static final RequestParameter<String> ABSENT =
      new RequestParameter<>("absent", ParameterRange.words(Map.entry("empty", "empty")));

  private final SequenceStore sequences;
  private final TranscriptDirectory transcripts;
  private final WatchExecutor executor;
  private final MessageSource messages;

  SequenceController(
      SequenceStore sequences,
      TranscriptDirectory transcripts,
      WatchExecutor executor,
      MessageSource messages) {
    this.sequences = sequences;
    this.transcripts = transcripts;
    this.executor = executor;
    this.messages = messages;
  }

  /** Delays the response until the client is through, or until the time has elapsed. */
  @GetMapping
  DeferredResult<ResponseEntity<SequenceDocument>> sequence(
      @PathVariable String key, HttpServletRequest request) {
    KnownParameters.check(
        request, WatchExecutor.WAIT, MIN_DELAY, MAX_DELAY, GROWING, ATTEMPTS, ABSENT);
    Duration wait = value(request, WatchExecutor.WAIT).orElse(Duration.ZERO);
    var backOff =
        new BackOff(
            value(request, MIN_DELAY),
            value(request, MAX_DELAY),
            value(request, GROWING).orElse(false),
            value(request, ATTEMPTS));
    backOff.check(MAX_DELAY);
    boolean mayBeAbsent = value(request, ABSENT).isPresent();
    Optional<WatchedSequence> found = sequences.find(key);
    if (found.isEmpty() && mayBeAbsent) {
      return WatchExecutor.immediate(
          ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build());
    }
    WatchedSequence sequence = found.orElseThrow(() -> SequenceException.unknown(key));
    Locale locale = LocaleContextHolder.getLocale();
    boolean waits = !wait.isZero();
    Supplier<SequenceDocument> seen = () -> document(sequence, backOff, waits, locale);
    return waits
        ? executor.delayed(
            request, () -> await(sequence, backOff, wait, seen), () -> fresh(seen.get()))
        : WatchExecutor.immediate(fresh(seen.get()));
  }

  /** Waits until the client is through, and while it may still come back although it must not. */
  private static void await(
      WatchedSequence sequence, BackOff backOff, Duration wait, Supplier<SequenceDocument> seen)
      throws InterruptedException {
    long start = System.nanoTime();
    int expected = backOff.expected(sequence.steps().size());
    sequence.await(expected, wait);
    SequenceDocument then = seen.get();
    if (then.through() && then.isUndecided()) {
      Duration left = wait.minusNanos(System.nanoTime() - start);
      sequence.await(expected + 1, backOff.atMostLongest(left));
    }
  }

  private static <T> Optional<T> value(HttpServletRequest request, RequestParameter<T> parameter) {
    return Optional.ofNullable(request.getParameter(parameter.name())).map(parameter::parse);
  }

  private static <T> ResponseEntity<T> fresh(T body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
  }

  private SequenceDocument document(
      WatchedSequence sequence, BackOff backOff, boolean waited, Locale locale) {
    List<AttemptDocument> attempts = new ArrayList<>();
    for (Attempt attempt : sequence.attempts()) {
      attempts.add(
          AttemptDocument.of(
              attempt, seen(attempt), attempts.isEmpty() ? null : attempts.getLast()));
    }
    int steps = sequence.steps().size();
    int last = attempts.isEmpty() ? 0 : attempts.getLast().number();
    return new SequenceDocument(
        sequence.key(),
        sequence.steps().stream().map(Secrets::masked).toList(),
        last >= backOff.expected(steps),
        attempts,
        backOff.isAskedFor()
            ? verdict(backOff.judge(steps, attempts, Instant.now(), waited), locale)
            : null);
  }

  private @Nullable Transcript seen(Attempt attempt) {
    return transcripts
        .find(attempt.connection())
        .filter(transcript -> attempt.isIn(transcript.openedAt(), transcript.address()))
        .orElse(null);
  }

  private SequenceDocument.Verdict verdict(Judgement judgement, Locale locale) {
    return new SequenceDocument.Verdict(
        messages.getMessage("sequence.expected", null, locale),
        messages.getMessage(
            "sequence.observed." + judgement.observed(), judgement.arguments().toArray(), locale),
        judgement.passed());
  }

  /** Forgets the sequence. Its transcripts remain. */
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String key, HttpServletRequest request) {
    KnownParameters.check(request);
    sequences.delete(key);
  }
}
