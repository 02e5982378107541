package io.github.websocketecho.transcript;

import io.github.websocketecho.transcript.SharedRenderings.Rendering;
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
 * {@code account} at the beginning and after each change, until the connection has ended. The first
 * change after a quiet time and the end are told at once, and what changes further, four times a
 * second.
 */
@RestController
class AccountEventsController {

  /** When nothing changes, a comment shows whether the listener is there still. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** Then the stream ends, and a listener that is interested still comes again. */
  private static final Duration LONGEST_STREAM = Duration.ofMinutes(10);

  private final Accounts accounts;
  private final SharedRenderings renderings;
  private final Watchers watchers;

  AccountEventsController(Accounts accounts, SharedRenderings renderings, Watchers watchers) {
    this.accounts = accounts;
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
    Account account = accounts.get(id);
    if (account.hasEnded() && String.valueOf(account.version()).equals(last)) {
      return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }
    Locale locale = LocaleContextHolder.getLocale();
    var emitter = new SseEmitter(2 * LONGEST_STREAM.toMillis());
    watchers.listen(request, () -> stream(account, emitter, locale));
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(emitter);
  }

  private void stream(Account account, SseEmitter emitter, Locale locale)
      throws InterruptedException {
    long end = System.nanoTime() + LONGEST_STREAM.toNanos();
    long told = -1;
    try {
      boolean over = false;
      while (!over) {
        over = account.hasEnded() || System.nanoTime() > end;
        if (account.version() == told) {
          emitter.send(SseEmitter.event().comment(""));
        } else {
          Rendering rendering = renderings.of(account, locale, told);
          emitter.send(event(rendering));
          told = rendering.version();
        }
        if (!over) {
          account.awaitEnd(SharedRenderings.untilBeat(account));
          if (!account.hasEnded()) { // Behind the end nothing changes any more.
            account.awaitChange(told, LONGEST_PAUSE);
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
        .name("account")
        .id(String.valueOf(rendering.version()))
        .data(rendering.json(), MediaType.APPLICATION_JSON);
  }
}
