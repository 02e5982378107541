package io.github.websocketecho.transcript;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.admission.ClientAddresses;
import io.github.websocketecho.admission.Places;
import io.github.websocketecho.admission.Places.Place;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/**
 * Those who wait for something to happen to a connection: a bounded number at a time, in all and of
 * one client's address.
 */
@Component
class WatchExecutor {

  /** So many streams of events may be open, and as many requests may wait beside them. */
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

  /** What somebody does who waits. */
  @FunctionalInterface
  interface Watch {
    void run() throws InterruptedException;
  }

  /**
   * Lets somebody listen to events, on a virtual thread of their own.
   *
   * @throws TranscriptException 429 if there are too many of this client's address; 503 if there
   *     are too many in all
   */
  void listen(HttpServletRequest client, Watch watch) {
    start("transcript-events", streams.take(addresses.of(client)), watch);
  }

  /**
   * Lets somebody wait, on a virtual thread of their own.
   *
   * @throws TranscriptException 429 if there are too many of this client's address; 503 if there
   *     are too many in all
   */
  void await(HttpServletRequest client, Watch watch) {
    start("transcript-watcher", waiting.take(addresses.of(client)), watch);
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
