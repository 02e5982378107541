package io.github.websocketecho.http;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** Adds the checks and the headers that all plain requests share. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  /** A bean of this type applies to the mapping of health and metrics too. */
  @Bean
  static MappedInterceptor malformedAddressInterceptor() {
    return new MappedInterceptor(null, new MalformedAddressInterceptor());
  }

  @Bean
  static AllowHeaderFilter allowHeaderFilter() {
    return new AllowHeaderFilter();
  }
}
