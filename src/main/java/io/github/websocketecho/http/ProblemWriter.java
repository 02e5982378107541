package io.github.websocketecho.http;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;

/** Writes problem details (RFC 9457) as JSON, in the client's language. Any thread. */
@Component
public final class ProblemWriter {

  private static final URI ROOT = URI.create("/");

  private final JacksonJsonHttpMessageConverter converter = new JacksonJsonHttpMessageConverter();
  private final MessageSource messages;

  ProblemWriter(MessageSource messages) {
    this.messages = messages;
  }

  /**
   * Writes a problem detail as the response. The thread that writes the response.
   *
   * @param path the path of the request, percent-encoded as received
   * @throws IOException if the client has disconnected
   */
  public void write(ErrorResponse problem, String path, ServerHttpResponse response)
      throws IOException {
    write(problem, path, response, () -> {});
  }

  /**
   * Writes a problem detail as the response, and runs an action before. The thread that writes the
   * response.
   *
   * @param path the path of the request, percent-encoded as received
   * @param beforeSent runs after the status and the headers are set, and before the client receives
   *     them
   * @throws IOException if the client has disconnected
   */
  public void write(
      ErrorResponse problem, String path, ServerHttpResponse response, Runnable beforeSent)
      throws IOException {
    ProblemDetail body = prepare(problem, path, LocaleContextHolder.getLocale(), response);
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    beforeSent.run();
    converter.write(body, MediaType.APPLICATION_PROBLEM_JSON, response);
  }

  /**
   * Sets the status and all headers but those of the content.
   *
   * @return the problem in this language
   */
  ProblemDetail prepare(
      ErrorResponse problem, String path, Locale locale, ServerHttpResponse response) {
    ProblemDetail body = problem.updateAndGetBody(messages, locale);
    body.setInstance(instance(path));
    response.setStatusCode(problem.getStatusCode());
    HttpHeaders headers = response.getHeaders();
    String connection = headers.getFirst(HttpHeaders.CONNECTION);
    headers.putAll(problem.getHeaders());
    if (connection != null && problem.getHeaders().containsHeader(HttpHeaders.CONNECTION)) {
      // If TCP is to end after the response, its header stays.
      headers.setConnection(List.of(connection, HttpHeaders.UPGRADE));
    }
    headers.setContentLanguage(locale);
    headers.setCacheControl("no-store");
    return body;
  }

  /**
   * Keeps one of several leading slashes, because two begin an authority (RFC 3986, section 4.2).
   */
  private static URI instance(String requested) {
    String path = Secrets.masked(requested);
    int start = 0;
    while (path.startsWith("//", start)) {
      start++;
    }
    try {
      return new URI(path.substring(start));
    } catch (URISyntaxException e) {
      return ROOT; // Tomcat accepts paths that java.net.URI does not.
    }
  }
}
