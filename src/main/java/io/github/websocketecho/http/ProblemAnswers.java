package io.github.websocketecho.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Answers plain requests with a problem: a page for a person, JSON for a program. Status and
 * headers are the same. The thread of the request.
 */
@Component
public final class ProblemAnswers {

  private static final String VARY = "Accept, Accept-Language, Cookie";
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final HeaderContentNegotiationStrategy accepted = new HeaderContentNegotiationStrategy();
  private final ProblemWriter writer;
  private final ObjectProvider<ProblemPage> pages;

  ProblemAnswers(ProblemWriter writer, ObjectProvider<ProblemPage> pages) {
    this.writer = writer;
    this.pages = pages;
  }

  /**
   * Answers a request.
   *
   * @param path the path of the request, percent-encoded as received
   * @throws IOException if the client has disconnected
   */
  public void write(
      ErrorResponse problem, String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    markAsVarying(response);
    @Nullable ProblemPage page = pages.getIfAvailable();
    try (var answer = new ServletServerHttpResponse(response)) {
      if (page == null || !isForAPerson(request)) {
        writer.write(problem, path, answer);
        return;
      }
      Locale locale = page.locale(request, response);
      writer.prepare(problem, path, locale, answer);
      answer.getHeaders().setContentType(HTML);
      byte[] html = page.render(problem, path, request, locale).getBytes(StandardCharsets.UTF_8);
      answer.getHeaders().setContentLength(html.length);
      answer.getBody().write(html);
    }
  }

  /** Tells caches on which headers of the request the answer depends. */
  static void markAsVarying(HttpServletResponse response) {
    response.addHeader(HttpHeaders.VARY, VARY);
  }

  /**
   * Whether a browser opens an address: its plain GET or HEAD prefers HTML to JSON. Clients that
   * accept anything, or do not say what they accept, are programs.
   */
  boolean isForAPerson(HttpServletRequest request) {
    String method = method(request);
    boolean reads = HttpMethod.GET.matches(method) || HttpMethod.HEAD.matches(method);
    return reads && PlainRequests.isPlain(request) && prefersHtml(request);
  }

  /** The method of the client's request. After an error, the container dispatches it as a GET. */
  private static String method(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_METHOD) instanceof String method
        ? method
        : request.getMethod();
  }

  /** The first accepted type that fits decides. The list is sorted and of limited length. */
  private boolean prefersHtml(HttpServletRequest request) {
    List<MediaType> types;
    try {
      types = accepted.resolveMediaTypes(new ServletWebRequest(request));
    } catch (HttpMediaTypeNotAcceptableException e) {
      return false;
    }
    for (MediaType type : types) {
      if (type.equalsTypeAndSubtype(MediaType.TEXT_HTML)) {
        return type.getQualityValue() > 0;
      }
      if (type.includes(MediaType.APPLICATION_PROBLEM_JSON)
          || type.includes(MediaType.APPLICATION_JSON)) {
        return false;
      }
    }
    return false;
  }
}
