package io.github.websocketecho.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Rejects a path that contains {@code ..} (404) and a query that is not UTF-8 (400), before a
 * handler fails to read them: a request that anybody can send must not log an error. The addresses
 * of WebSocket endpoints are not checked, because their handlers accept such addresses. Any thread.
 */
final class MalformedAddressInterceptor implements HandlerInterceptor {

  private static final String UPWARDS = "..";
  private static final MessageSourceResolvable ENCODED =
      ParameterRange.message("parameter.query.allowed");

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws NoResourceFoundException {
    if (request.getDispatcherType() != DispatcherType.ERROR && !isEndpoint(handler)) {
      checkPath(request);
      checkQuery(request);
    }
    return true;
  }

  /**
   * Whether the handler is a WebSocket endpoint's, for opening handshakes or for plain requests.
   */
  private static boolean isEndpoint(Object handler) {
    return handler instanceof WebSocketHttpRequestHandler
        || handler instanceof AddressCheckingHandler;
  }

  private static void checkPath(HttpServletRequest request) throws NoResourceFoundException {
    boolean leadsUpwards =
        ServletRequestPathUtils.getParsedRequestPath(request).elements().stream()
            .anyMatch(
                element ->
                    element instanceof PathSegment segment
                        && segment.valueToMatch().equals(UPWARDS));
    if (leadsUpwards) {
      String path = request.getRequestURI();
      throw new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), path, path);
    }
  }

  private static void checkQuery(HttpServletRequest request) {
    try {
      request.getParameterMap();
    } catch (IllegalStateException e) {
      throw new InvalidParameterException(
          "query", String.valueOf(request.getQueryString()), ENCODED, e);
    }
  }
}
