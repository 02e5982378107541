package io.github.websocketecho.page;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.WebContentInterceptor;
import org.springframework.web.servlet.resource.EncodedResourceResolver;

/**
 * Serves the bundle of the page's files. A browser keeps them for a year without asking, because
 * the name of each contains a hash of its content. The build has compressed them.
 */
@Configuration(proxyBeanMethods = false)
class AssetConfiguration implements WebMvcConfigurer {

  private static final String PATH = "/assets/bundle/";
  private static final Duration AGE = Duration.ofDays(365);

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler(PATH + "**")
        .addResourceLocations("classpath:" + PATH)
        .setCacheControl(CacheControl.maxAge(AGE).cachePublic().immutable())
        // Without Spring's cache, because it has no bound: a file has many spellings of its
        // address.
        .resourceChain(false)
        .addResolver(new EncodedResourceResolver());
  }

  /** The resolver says only of a compressed file that it depends on the request. */
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    var vary = new WebContentInterceptor();
    vary.setVaryByRequestHeaders(HttpHeaders.ACCEPT_ENCODING);
    registry.addInterceptor(vary).addPathPatterns(PATH + "**");
  }
}
