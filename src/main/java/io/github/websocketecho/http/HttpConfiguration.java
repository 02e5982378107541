package io.github.websocketecho.http;

import io.github.websocketecho.EchoProperties;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** Adds the checks and the headers that all plain requests share. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  /**
   * After Spring Boot's filter that finds the language, before the filter that rejects requests,
   * because pages have to be able to read why.
   */
  private static final int BEFORE_REJECTIONS = -101;

  /** A bean of this type applies to the mapping of health and metrics too. */
  @Bean
  static MappedInterceptor malformedAddressInterceptor() {
    return new MappedInterceptor(null, new MalformedAddressInterceptor());
  }

  @Bean
  static AllowHeaderFilter allowHeaderFilter() {
    return new AllowHeaderFilter();
  }

  /**
   * Lets pages of the origins in {@code websocket-echo.api.allowed-origins} use the HTTP API. There
   * is no filter if there are none.
   */
  @Bean
  static FilterRegistrationBean<CorsFilter> crossOriginFilter(
      EchoProperties properties, ObjectProvider<ProblemWriter> problems) {
    List<String> origins = properties.api().allowedOrigins();
    var rules = new CrossOriginRules(new AllowedOrigins(origins));
    var source = new UrlBasedCorsConfigurationSource();
    CrossOriginRules.PATHS.forEach(path -> source.registerCorsConfiguration(path, rules));
    var filter = new CorsFilter(source);
    filter.setCorsProcessor(new CrossOriginProcessor(problems));
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(BEFORE_REJECTIONS);
    registration.setEnabled(!origins.isEmpty());
    return registration;
  }
}
