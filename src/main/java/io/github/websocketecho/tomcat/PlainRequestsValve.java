package io.github.websocketecho.tomcat;

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
 * Limits the plain requests that are being answered, because a slow client occupies a thread and
 * memory. A request counts from its head until the client has received the response and sent the
 * rest of its body. A request without a place is marked with {@link RequestPlaces#REJECTED}, and
 * gets a short response.
 *
 * <p>An opening handshake and a request for the server's health always get a place. While places
 * are few, TCP ends after every response, so that these requests do not occupy a thread either.
 *
 * <p>Requests run on platform threads, which the operating system schedules fairly. With virtual
 * threads, one long rendering would delay all other requests.
 */
final class PlainRequestsValve extends ValveBase {

  /** The most bytes of an unread body that are discarded. */
  private static final int MOST_DISCARDED = 64 * 1024;

  private final RequestPlaces places;

  /**
   * @param places the source of a place for each request
   */
  PlainRequestsValve(RequestPlaces places) {
    super(true);
    this.places = places;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.isAsyncDispatching()) {
      getNext().invoke(request, response); // Completes a request that has been counted.
      return;
    }
    RequestPlaces.@Nullable Place place = null;
    try {
      place = places.take(request, !PromptHandshakes.isCurrent());
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

  /**
   * Whether the response has the header Connection. The protocol is null for an unreadable line.
   */
  private static boolean isHttp1(Request request) {
    String protocol = request.getProtocol();
    return protocol != null && protocol.startsWith("HTTP/1.");
  }

  private static @Nullable Throwable failure(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
        ? failure
        : null;
  }

  /** Does everything that may take long while the request has its place. */
  private static void finish(Request request, Response response, boolean last) throws IOException {
    response.finishResponse();
    // If the client expected 100 and got an error, it may send its next request instead of a body.
    boolean sendsBody =
        !request.getCoyoteRequest().hasExpectation()
            || response.getStatus() < HttpServletResponse.SC_BAD_REQUEST;
    if (!last && sendsBody && !request.isFinished()) {
      discardBody(request);
    }
    if (!request.isFinished()) {
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null); // Ends TCP.
    }
  }

  private static void discardBody(Request request) throws IOException {
    var rest = new Rest();
    int all = 0;
    int read = 1;
    while (read > 0 && all < MOST_DISCARDED) {
      read = request.getCoyoteRequest().doRead(rest);
      all += Math.max(0, read);
    }
  }

  /** Discards what Tomcat reads. */
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
