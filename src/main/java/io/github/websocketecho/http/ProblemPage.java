package io.github.websocketecho.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.web.ErrorResponse;

/** Shows problems to people. Any thread. */
public interface ProblemPage {

  /** The language of the page. May store it in a cookie of the response. */
  Locale locale(HttpServletRequest request, HttpServletResponse response);

  /**
   * Renders a problem as HTML.
   *
   * @param problem with its detail in the language of the page
   * @param path the path of the request, percent-encoded as received
   */
  String render(ErrorResponse problem, String path, HttpServletRequest request, Locale locale);
}
