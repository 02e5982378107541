package io.github.websocketecho.page;

import io.github.websocketecho.problem.InvalidParameterException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Refuses a query that is not UTF-8, and a path that leads upwards, before the first one to read
 * them fails: a request that anybody can send is nothing to log an error for. Addresses of
 * connections are left to those that read them, who take what they do not read as it is.
 */
@Configuration(proxyBeanMethods = false)
class MalformedAddressInterceptor implements HandlerInterceptor {

  private static final String UPWARDS = "..";

  /** As a bean of this type it is found by the mapping of health and metrics too. */
  @Bean
  static MappedInterceptor addressCheck() {
    return new MappedInterceptor(null, new MalformedAddressInterceptor());
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws NoResourceFoundException {
    if (request.getDispatcherType() != DispatcherType.ERROR && !isForConnections(handler)) {
      checkPath(request);
      checkQuery(request);
    }
    return true;
  }

  private static boolean isForConnections(Object handler) {
    return handler instanceof WebSocketHttpRequestHandler
        || handler instanceof HandshakeInterceptor;
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
      throw new InvalidParameterException("query", String.valueOf(request.getQueryString()), e);
    }
  }
}
