package io.github.websocketecho.problem;

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

/** Answers a request with a problem detail (RFC 9457) in the visitor's language. */
@Component
public final class ProblemWriter {

  private static final URI ROOT = URI.create("/");

  private final JacksonJsonHttpMessageConverter converter = new JacksonJsonHttpMessageConverter();
  private final MessageSource messages;

  ProblemWriter(MessageSource messages) {
    this.messages = messages;
  }

  /**
   * Answers. The thread that writes the response.
   *
   * @param path of the request, percent-encoded as the client gave it
   */
  public void write(ErrorResponse problem, String path, ServerHttpResponse response)
      throws IOException {
    write(problem, path, response, () -> {});
  }

  /**
   * Answers, and has something done just before.
   *
   * @param path of the request, percent-encoded as the client gave it
   * @param beforeSent runs when the status and the headers are in the response, and before anybody
   *     can see them
   */
  public void write(
      ErrorResponse problem, String path, ServerHttpResponse response, Runnable beforeSent)
      throws IOException {
    Locale locale = LocaleContextHolder.getLocale();
    ProblemDetail body = problem.updateAndGetBody(messages, locale);
    body.setInstance(instance(path));
    response.setStatusCode(problem.getStatusCode());
    HttpHeaders headers = response.getHeaders();
    String connection = headers.getFirst(HttpHeaders.CONNECTION);
    headers.putAll(problem.getHeaders());
    if (connection != null && problem.getHeaders().containsHeader(HttpHeaders.CONNECTION)) {
      // Where TCP is to end behind the answer, that stays.
      headers.setConnection(List.of(connection, HttpHeaders.UPGRADE));
    }
    headers.setContentLanguage(locale);
    headers.setCacheControl("no-store");
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    beforeSent.run();
    converter.write(body, MediaType.APPLICATION_PROBLEM_JSON, response);
  }

  /** Two slashes would begin an authority, not a path (RFC 3986, section 4.2): one is left. */
  private static URI instance(String path) {
    int start = 0;
    while (path.startsWith("//", start)) {
      start++;
    }
    try {
      return new URI(path.substring(start));
    } catch (URISyntaxException e) {
      return ROOT; // A path that the server reads otherwise than its own libraries do.
    }
  }
}
