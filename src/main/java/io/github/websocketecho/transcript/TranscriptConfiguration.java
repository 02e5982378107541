package io.github.websocketecho.transcript;

import io.github.websocketecho.http.CrossSiteInterceptor;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Protects the HTTP API of transcripts and connections from pages of other sites. */
@Configuration(proxyBeanMethods = false)
class TranscriptConfiguration implements WebMvcConfigurer {

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new CrossSiteInterceptor()).addPathPatterns("/connections/**");
  }
}
