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
class AccountController {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Accounts accounts;
  private final AccountRenderer renderer;
  private final Watchers watchers;

  AccountController(Accounts accounts, AccountRenderer renderer, Watchers watchers) {
    this.accounts = accounts;
    this.renderer = renderer;
    this.watchers = watchers;
  }

  /** An account in the list. */
  record Listed(String id, AccountView.State state) {}

  @GetMapping
  ResponseEntity<List<Listed>> list() {
    return fresh(
        accounts.list().stream()
            .map(account -> new Listed(account.id(), account.state()))
            .toList());
  }

  /** Holds the answer until the connection has ended, or the time is over. */
  @GetMapping("/{id}")
  DeferredResult<ResponseEntity<AccountView>> account(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String wait,
      HttpServletRequest request) {
    Duration longest = parse(wait);
    Account account = accounts.get(id);
    Locale locale = LocaleContextHolder.getLocale();
    // Its own time is never over: the watcher is in time.
    var result = new DeferredResult<ResponseEntity<AccountView>>(0L);
    if (longest.isZero() || account.hasEnded()) {
      result.setResult(fresh(renderer.render(account, locale)));
    } else {
      watchers.await(
          request,
          () -> {
            account.awaitEnd(longest);
            try {
              result.setResult(fresh(renderer.render(account, locale)));
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
