package io.github.websocketecho.engine;

import io.github.websocketecho.OutOfMemory;
import io.github.websocketecho.admission.RequestPlaces;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Counts the plain requests that are being answered, from their head until the client has taken the
 * answer and the rest of its body has come: a client that takes its time holds a thread and memory.
 * A request for which there is no place is marked with {@link RequestPlaces#REJECTED}, to be
 * answered in a word.
 *
 * <p>An opening handshake, and a question for the server's health, always have a place. So that
 * none of them can hold a thread either, TCP ends behind the answer while places are few: what a
 * client sends behind it is not answered.
 *
 * <p>Tomcat's threads, which the operating system gives their share of time each. Virtual threads
 * were tried: one that renders a long answer keeps all others waiting.
 */
final class PlainRequests extends ValveBase {

  /** So much of a body that nobody has read is read to its end [bytes]. */
  private static final int MOST_SWALLOWED = 64 * 1024;

  private final RequestPlaces places;

  /**
   * @param places where a place is taken for each request
   */
  PlainRequests(RequestPlaces places) {
    super(true);
    this.places = places;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.isAsyncDispatching()) {
      getNext().invoke(request, response); // The end of one that has been counted.
      return;
    }
    RequestPlaces.@Nullable Place place = null;
    try {
      place = places.take(request);
    } catch (RuntimeException rejected) {
      request.setAttribute(RequestPlaces.REJECTED, rejected);
    }
    try {
      boolean last = place == null || places.areFew();
      if (last && isHttp1(request)) {
        response.setHeader(HttpHeaders.CONNECTION, "close");
      }
      getNext().invoke(request, response);
      OutOfMemory.endAt(failure(request));
      if (!request.isAsync()
          && response.getStatus() != HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
        finish(request, response, last);
      }
    } finally {
      if (place != null) {
        place.leave();
      }
    }
  }

  /** In other versions there is no such header; one that could not be read has none. */
  private static boolean isHttp1(Request request) {
    String protocol = request.getProtocol();
    return protocol != null && protocol.startsWith("HTTP/1.");
  }

  private static @Nullable Throwable failure(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
        ? failure
        : null;
  }

  /** Whatever takes long happens while the request has its place. */
  private static void finish(Request request, Response response, boolean last) throws IOException {
    response.finishResponse();
    // Nobody has told a client that waits for 100 to send its body: Tomcat ends TCP.
    if (request.isFinished() || request.getCoyoteRequest().hasExpectation()) {
      return;
    }
    if (last) {
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    } else {
      swallow(request);
    }
  }

  private static void swallow(Request request) throws IOException {
    var rest = new Rest();
    int all = 0;
    int read = 1;
    while (read > 0 && all < MOST_SWALLOWED) {
      read = request.getCoyoteRequest().doRead(rest);
      all += Math.max(0, read);
    }
  }

  /** Takes what Tomcat reads, and does nothing with it. */
  private static final class Rest implements ApplicationBufferHandler {

    private @Nullable ByteBuffer bytes;

    @Override
    public void setByteBuffer(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    public @Nullable ByteBuffer getByteBuffer() {
      return bytes;
    }

    @Override
    public void expand(int size) {}
  }
}
