package io.github.websocketecho.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Completes the header {@code Allow}, so that it lists the same methods of an address in each
 * response. Handlers do not list the methods that Spring adds: {@code HEAD} and {@code OPTIONS}.
 * {@code TRACE} is allowed nowhere: 405, with the methods that {@code OPTIONS} lists.
 */
final class AllowHeaderFilter extends OncePerRequestFilter implements Ordered {

  private static final String REASON = "problem.trace";

  /** After the filters for every response and every request, before all others. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 2;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (HttpMethod.GET.matches(request.getMethod())) {
      chain.doFilter(request, response);
    } else if (HttpMethod.TRACE.matches(request.getMethod())) {
      chain.doFilter(new OptionsRequest(request), new AllowResponse(response));
      if (response.getStatus() == HttpServletResponse.SC_OK && !response.isCommitted()) {
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED, REASON);
      }
    } else {
      chain.doFilter(request, new AllowResponse(response));
    }
  }

  /** All methods that are allowed if these are, in alphabetical order. */
  private static String complete(String methods) {
    Set<String> all = new TreeSet<>(List.of(StringUtils.tokenizeToStringArray(methods, ",")));
    if (all.contains(HttpMethod.GET.name())) {
      all.add(HttpMethod.HEAD.name());
    }
    all.add(HttpMethod.OPTIONS.name());
    return String.join(", ", all);
  }

  private static final class OptionsRequest extends HttpServletRequestWrapper {

    private OptionsRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getMethod() {
      return HttpMethod.OPTIONS.name();
    }
  }

  private static final class AllowResponse extends HttpServletResponseWrapper {

    private AllowResponse(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setHeader(String name, String value) {
      super.setHeader(name, isAllow(name) ? complete(value) : value);
    }

    @Override
    public void addHeader(String name, String value) {
      if (isAllow(name)) {
        setHeader(name, value);
      } else {
        super.addHeader(name, value);
      }
    }

    private static boolean isAllow(String name) {
      return HttpHeaders.ALLOW.equalsIgnoreCase(name);
    }
  }
}
