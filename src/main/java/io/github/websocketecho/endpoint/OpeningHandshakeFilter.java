package io.github.websocketecho.endpoint;

import io.github.websocketecho.http.PlainRequests;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Hands opening handshakes to what Spring's {@link WebSocketHandlerMapping}s have for them, without
 * the {@code DispatcherServlet} and the filters before it: these take longer than all that a
 * handshake needs. What none of those mappings knows goes on as ever.
 */
@Component
final class OpeningHandshakeFilter extends OncePerRequestFilter
    implements Ordered, SmartInitializingSingleton {

  /** Behind the filters that set a request's encoding and that measure it, before all others. */
  private static final int ORDER = HIGHEST_PRECEDENCE + 10;

  private final ObjectProvider<HandlerMapping> allMappings;
  private final ObjectProvider<LocaleResolver> localeResolver;

  private List<WebSocketHandlerMapping> mappings = List.of();
  private @Nullable LocaleResolver locales;

  /** A filter is made early, long before what these provide can be. */
  OpeningHandshakeFilter(
      ObjectProvider<HandlerMapping> allMappings, ObjectProvider<LocaleResolver> localeResolver) {
    this.allMappings = allMappings;
    this.localeResolver = localeResolver;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public void afterSingletonsInstantiated() {
    mappings =
        allMappings
            .orderedStream()
            .filter(WebSocketHandlerMapping.class::isInstance)
            .map(WebSocketHandlerMapping.class::cast)
            .toList();
    locales = localeResolver.getIfAvailable();
  }

  /**
   * After an error, the servlet container requests the error page with the headers of the request
   * that failed: that is not a second handshake.
   */
  private static boolean isOpeningHandshake(HttpServletRequest request) {
    return request.getDispatcherType() != DispatcherType.ERROR && !PlainRequests.isPlain(request);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !isOpeningHandshake(request);
  }

  /** As the dispatcher does, as far as anything of it is needed. */
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    LocaleResolver resolver = locales;
    if (resolver != null) {
      LocaleContextHolder.setLocaleContext(() -> resolver.resolveLocale(request));
    }
    ServletRequestPathUtils.parseAndCache(request);
    boolean handled;
    try {
      handled = handle(request, response);
    } finally {
      ServletRequestPathUtils.clearParsedRequestPath(request);
      LocaleContextHolder.resetLocaleContext();
    }
    if (!handled) {
      chain.doFilter(request, response);
    }
  }

  /** Returns false if there is no handler. */
  private boolean handle(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      HandlerExecutionChain found = find(request);
      if (found == null || !(found.getHandler() instanceof HttpRequestHandler handler)) {
        return false;
      }
      // They tell the handler what its path has for variables.
      for (HandlerInterceptor interceptor : found.getInterceptorList()) {
        if (!interceptor.preHandle(request, response, handler)) {
          return true;
        }
      }
      handler.handleRequest(request, response);
      return true;
    } catch (ServletException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private @Nullable HandlerExecutionChain find(HttpServletRequest request) throws Exception {
    for (WebSocketHandlerMapping mapping : mappings) {
      HandlerExecutionChain found = mapping.getHandler(request);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /**
   * Maps opening handshakes alone. The {@code DispatcherServlet} asks it too, for every other
   * request.
   */
  static final class Mapping extends WebSocketHandlerMapping {

    @Override
    protected @Nullable Object getHandlerInternal(HttpServletRequest request) throws Exception {
      return isOpeningHandshake(request) ? super.getHandlerInternal(request) : null;
    }
  }
}
