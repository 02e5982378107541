package io.github.websocketecho.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * What Tomcat itself answers, mostly to a request that it cannot read, for which there is neither a
 * filter nor a handler: a problem detail (RFC 9457) with nothing of the request in it.
 */
final class UnreadableRequest extends ErrorReportValve {

  private static final Log logger = LogFactory.getLog(UnreadableRequest.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    if (status < HttpStatus.BAD_REQUEST.value()
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    @Nullable HttpStatus known = HttpStatus.resolve(status);
    String title = known == null ? "" : ",\"title\":\"" + known.getReasonPhrase() + '"';
    byte[] body = ("{\"status\":" + status + title + "}\n").getBytes(StandardCharsets.UTF_8);
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      logger.debug("Nobody takes the answer.", e);
    }
  }
}
