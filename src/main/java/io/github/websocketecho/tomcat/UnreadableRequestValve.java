package io.github.websocketecho.tomcat;

import io.github.websocketecho.http.SecurityHeaders;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the responses that Tomcat generates itself, mostly to unreadable requests, which reach
 * neither a filter nor a handler. The body is a problem detail (RFC 9457) with the reason, and
 * contains no part of the request.
 */
final class UnreadableRequestValve extends ErrorReportValve {

  private static final Log logger = LogFactory.getLog(UnreadableRequestValve.class);

  private static final String HTTP = "HTTP/1.1";

  /** Tomcat's message if the head of a request is larger than its buffer. */
  private static final String TOO_LARGE =
      StringManager.getManager(AbstractHttp11Protocol.class)
          .getString("iib.requestheadertoolarge.error");

  private final JsonMapper json = new JsonMapper();
  private final MessageSource messages;

  UnreadableRequestValve(MessageSource messages) {
    this.messages = messages;
  }

  /**
   * The reason why a request cannot be read.
   *
   * @param status of the response
   * @param message the code of the detail; null for none
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Reason(int status, @Nullable String message, Object... arguments) {}

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    if (response.getStatus() < HttpStatus.BAD_REQUEST.value()
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    Reason reason = reason(request, response.getStatus(), throwable);
    byte[] body = body(reason, locale(request));
    response.setStatus(reason.status());
    SecurityHeaders.setWithoutPage(response);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      logger.debug("The client has ended TCP", e);
    }
  }

  private byte[] body(Reason reason, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", reason.status());
    @Nullable HttpStatus known = HttpStatus.resolve(reason.status());
    if (known != null) {
      body.put("title", known.getReasonPhrase());
    }
    if (reason.message() != null) {
      body.put("detail", messages.getMessage(reason.message(), reason.arguments(), locale));
    }
    return json.writeValueAsBytes(body);
  }

  private static Reason reason(Request request, int status, @Nullable Throwable throwable) {
    if (status != HttpStatus.BAD_REQUEST.value()) {
      return new Reason(status, null);
    }
    var protocol = (AbstractHttp11Protocol<?>) request.getConnector().getProtocolHandler();
    @Nullable String failure = throwable == null ? null : throwable.getMessage();
    if (TOO_LARGE.equals(failure)) {
      boolean hasTarget = !request.getCoyoteRequest().requestURI().isNull();
      return new Reason(
          (hasTarget ? HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE : HttpStatus.URI_TOO_LONG)
              .value(),
          hasTarget ? "problem.unreadable.tooLarge" : "problem.unreadable.tooLong",
          protocol.getMaxHttpRequestHeaderSize());
    }
    int mostHeaders = protocol.getMaxHeaderCount();
    if (request.getCoyoteRequest().getMimeHeaders().size() >= mostHeaders) {
      return new Reason(
          HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.value(),
          "problem.unreadable.tooMany",
          mostHeaders);
    }
    // If the first line cannot be read, no header has been read.
    boolean hasHeaders = throwable == null && HTTP.equals(request.getProtocol());
    List<String> hosts = Collections.list(request.getHeaders(HttpHeaders.HOST));
    boolean hasHost = hosts.isEmpty() ? !hasHeaders : hosts.size() == 1 && isHost(hosts.getFirst());
    return new Reason(status, hasHost ? "problem.unreadable" : "problem.unreadable.host");
  }

  /**
   * Whether a text is a valid host. It may be empty, as in a request for an address without one.
   */
  private static boolean isHost(String text) {
    return text.isEmpty() || LenientHttpProcessor.isHost(text);
  }

  private static Locale locale(Request request) {
    return request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null
        ? Locale.ENGLISH
        : request.getLocale();
  }
}
