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
 * Calls the handler that Spring's {@link WebSocketHandlerMapping}s contain for an opening
 * handshake. The {@code DispatcherServlet} and the other filters are skipped, because they take
 * longer than the handshake itself. A handshake that no mapping matches continues along the filter
 * chain.
 */
@Component
final class OpeningHandshakeFilter extends OncePerRequestFilter
    implements Ordered, SmartInitializingSingleton {

  /** After the filters that set the encoding and that measure requests, before all others. */
  private static final int ORDER = HIGHEST_PRECEDENCE + 10;

  private final ObjectProvider<HandlerMapping> allMappings;
  private final ObjectProvider<LocaleResolver> localeResolver;

  private List<WebSocketHandlerMapping> mappings = List.of();
  private @Nullable LocaleResolver locales;

  /** The beans are provided later, because Spring creates filters before all other beans. */
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

  /** Does what the dispatcher does, as far as a handshake needs it. */
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

  /** Calls the handler; returns false if no mapping has one. */
  private boolean handle(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      HandlerExecutionChain found = find(request);
      if (found == null || !(found.getHandler() instanceof HttpRequestHandler handler)) {
        return false;
      }
      // They store the variables of the path in the request.
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
   * Maps paths to handlers for opening handshakes only. The {@code DispatcherServlet} also asks
   * this mapping for the handlers of plain requests and of error pages, and must get none.
   */
  static final class Mapping extends WebSocketHandlerMapping {

    @Override
    protected @Nullable Object getHandlerInternal(HttpServletRequest request) throws Exception {
      return isOpeningHandshake(request) ? super.getHandlerInternal(request) : null;
    }
  }
}
