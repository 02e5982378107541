package io.github.websocketecho.transcript;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.admission.ClientAddresses;
import io.github.websocketecho.admission.Places;
import io.github.websocketecho.admission.Places.Place;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.http.RequestParameter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Runs requests that wait for changes of a transcript, each on a virtual thread. Limits their
 * number, in total and per client address. Any thread.
 */
@Component
public class WatchExecutor {

  /** How long a response may be delayed. */
  public static final RequestParameter<Duration> WAIT =
      new RequestParameter<>(
          "wait", ParameterRange.durations(Duration.ZERO, Duration.ofSeconds(30)));

  /** The highest total number of event streams, and of delayed responses. */
  static final int COUNT = 256;

  private final ClientAddresses addresses;
  private final Places streams;
  private final Places waiting;

  WatchExecutor(EchoProperties properties, ClientAddresses addresses) {
    this.addresses = addresses;
    var settings = properties.transcripts();
    streams =
        new Places(
            COUNT,
            settings.eventStreamsPerAddress(),
            TranscriptException::tooManyWatchers,
            () -> TranscriptException.tooManyStreamsOfAddress(settings.eventStreamsPerAddress()));
    waiting =
        new Places(
            COUNT,
            settings.waitingPerAddress(),
            TranscriptException::tooManyWatchers,
            () -> TranscriptException.tooManyWaitingOfAddress(settings.waitingPerAddress()));
  }

  /** A request that waits. */
  @FunctionalInterface
  public interface Watch {
    /** Runs on a virtual thread. */
    void run() throws InterruptedException;
  }

  /**
   * Runs an event stream.
   *
   * @throws TranscriptException 429 if the client's address has too many event streams; 503 if all
   *     addresses together have too many
   */
  void stream(HttpServletRequest client, Watch watch) {
    start("transcript-events", streams.take(addresses.of(client)), watch);
  }

  /**
   * Delays a response.
   *
   * @param wait ends when the response is to be made
   * @throws TranscriptException 429 if the client's address has too many delayed responses; 503 if
   *     all addresses together have too many
   */
  public <T> DeferredResult<T> delayed(
      HttpServletRequest client, Watch wait, Supplier<T> response) {
    // Without Spring's timeout, because the wait has its own.
    var result = new DeferredResult<T>(0L);
    start(
        "transcript-wait",
        waiting.take(addresses.of(client)),
        () -> {
          try {
            wait.run();
            result.setResult(response.get());
          } catch (RuntimeException e) {
            result.setErrorResult(e);
          }
        });
    return result;
  }

  /** A response that is not delayed. */
  public static <T> DeferredResult<T> immediate(T response) {
    var result = new DeferredResult<T>();
    result.setResult(response);
    return result;
  }

  private static void start(String name, Place place, Watch watch) {
    Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              try {
                watch.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                place.leave();
              }
            });
  }
}
