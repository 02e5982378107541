package io.github.websocketecho.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API of a server. It uses neither a proxy nor anything else of the surrounding program.
 * Any thread.
 */
final class HttpApi implements AutoCloseable {

  /** The answer to every request but one that waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String JSON = "application/json";

  private final URI base;

  /** Made for the first request, because the first one of a JVM takes a while. */
  private @Nullable HttpClient http;

  private volatile boolean closed;

  private final Set<Stream<String>> open = ConcurrentHashMap.newKeySet();

  /**
   * @param base the address of the server, with the scheme http or https, and a slash at its end
   */
  HttpApi(URI base) {
    this.base = base;
  }

  private synchronized HttpClient http() {
    if (closed) {
      throw new IllegalStateException("The server has been closed.");
    }
    if (http == null) {
      http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .proxy(HttpClient.Builder.NO_PROXY)
              .connectTimeout(PATIENCE)
              .build();
    }
    return http;
  }

  /** An answer. */
  record Answer(String request, int status, String body) {

    /** The answer, if its status is one of these. */
    Answer orThrow(int... expected) {
      for (int each : expected) {
        if (each == status) {
          return this;
        }
      }
      throw new IllegalStateException(
          "The server answered %s with %d: %s".formatted(request, status, body));
    }
  }

  /**
   * Sends a GET request.
   *
   * @param target path and query, without the first slash
   * @param wait for which the server may delay its answer
   */
  Answer get(String target, Duration wait) {
    HttpRequest request =
        request(target).GET().header("Accept", JSON).timeout(wait.plus(PATIENCE)).build();
    return answer(request);
  }

  /** Sends another request. */
  Answer send(String method, String target, String type, byte[] body) {
    BodyPublisher publisher =
        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    return answer(
        request(target)
            .method(method, publisher)
            .header("Content-Type", type)
            .timeout(PATIENCE)
            .build());
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(base.resolve(target));
  }

  private Answer answer(HttpRequest request) {
    HttpResponse<String> response = exchange(request, BodyHandlers.ofString(UTF_8));
    return new Answer(
        request.method() + " " + request.uri(), response.statusCode(), response.body());
  }

  /**
   * Receives lines until the server ends them, or until the stream is closed.
   *
   * @throws IllegalStateException if the status is not 200
   */
  Stream<String> lines(String target) {
    HttpRequest request =
        request(target).GET().header("Accept", "text/event-stream").timeout(PATIENCE).build();
    HttpResponse<Stream<String>> response = exchange(request, BodyHandlers.ofLines());
    Stream<String> lines = response.body();
    if (response.statusCode() != 200) {
      lines.close();
      throw new IllegalStateException(
          "The server answered GET %s with %d.".formatted(request.uri(), response.statusCode()));
    }
    open.add(lines);
    return lines.onClose(() -> open.remove(lines));
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
    try {
      return http().send(request, handler);
    } catch (IOException e) {
      if (closed) {
        throw new IllegalStateException("The server has been closed.", e);
      }
      throw new UncheckedIOException(
          "No answer to %s %s: %s".formatted(request.method(), request.uri(), e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The test was interrupted.", e);
    }
  }

  /** From now on, a request that fails says that the server has been closed. */
  void closing() {
    closed = true;
  }

  /** Ends all streams, and the threads of the client. */
  @Override
  public synchronized void close() {
    closed = true;
    open.forEach(Stream::close);
    // Before Java 21, the client ends by itself when it is not used any more.
    if (http instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("The HTTP client has not ended.", e);
      }
    }
  }
}
