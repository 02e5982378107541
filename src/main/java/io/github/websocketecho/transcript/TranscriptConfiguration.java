package io.github.websocketecho.transcript;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.http.AllowedOrigins;
import io.github.websocketecho.http.CrossSiteInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** Protects the HTTP API of connections and of sequences from pages of other sites. */
@Configuration(proxyBeanMethods = false)
class TranscriptConfiguration {

  @Bean
  static MappedInterceptor crossSiteInterceptor(EchoProperties properties) {
    var allowed = new AllowedOrigins(properties.api().allowedOrigins());
    return new MappedInterceptor(
        new String[] {"/connections/**", "/sequences/**"}, new CrossSiteInterceptor(allowed));
  }
}
