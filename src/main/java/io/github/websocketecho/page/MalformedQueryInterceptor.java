package io.github.websocketecho.page;

import io.github.websocketecho.problem.InvalidParameterException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses a query that is not UTF-8, before the first one to read it fails at it: a request that
 * anybody can send is nothing to log an error for.
 */
@Component
class MalformedQueryInterceptor implements HandlerInterceptor, WebMvcConfigurer {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    try {
      request.getParameterMap();
      return true;
    } catch (IllegalStateException e) {
      throw new InvalidParameterException("query", String.valueOf(request.getQueryString()), e);
    }
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
  }
}
