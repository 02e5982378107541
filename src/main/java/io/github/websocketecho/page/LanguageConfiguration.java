package io.github.websocketecho.page;

import io.github.websocketecho.http.InvalidParameterException;
import io.github.websocketecho.http.ParameterRange;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/**
 * Selects the language: the one that the visitor has switched to ({@code ?lang=}, stored in a
 * cookie), otherwise the first of {@code Accept-Language} that the page has, otherwise English.
 */
@Configuration(proxyBeanMethods = false)
class LanguageConfiguration implements WebMvcConfigurer {

  private static final String PARAMETER = "lang";
  private static final MessageSourceResolvable ALLOWED =
      ParameterRange.list(Arrays.stream(Language.values()).map(Language::getTag).toList());
  private static final Duration COOKIE_AGE = Duration.ofDays(365);

  @Bean
  LocaleResolver localeResolver() {
    var accepted = new AcceptHeaderLocaleResolver();
    accepted.setSupportedLocales(Language.locales());
    accepted.setDefaultLocale(Language.ENGLISH.locale());

    var resolver =
        new CookieLocaleResolver("websocket-echo-language") {
          @Override
          protected @Nullable Locale parseLocaleValue(String value) {
            return Language.of(value).map(Language::locale).orElse(null);
          }
        };
    resolver.setDefaultLocaleFunction(accepted::resolveLocale);
    resolver.setRejectInvalidCookies(false);
    resolver.setCookieMaxAge(COOKIE_AGE);
    resolver.setCookieHttpOnly(true);
    resolver.setCookieSameSite("Lax");
    return resolver;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(new LanguageChange())
        .addPathPatterns(PageController.PATHS)
        .addPathPatterns(ScenariosController.PATH);
    registry
        .addInterceptor(new PageLanguageChange())
        .addPathPatterns("/connections/*", "/conformance", "/conformance/*");
  }

  /** Switches to the language of a request, if the address names one. */
  private static class LanguageChange extends LocaleChangeInterceptor {

    private LanguageChange() {
      setParamName(PARAMETER);
    }

    /** A person gets the page in the language as before if the page does not have the new one. */
    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler)
        throws ServletException {
      String tag = request.getParameter(PARAMETER);
      boolean changes = tag != null && Language.of(tag).isPresent();
      return (!changes && !produces(MediaType.APPLICATION_JSON, request))
          || super.preHandle(request, response, handler);
    }

    @Override
    protected Locale parseLocaleValue(String value) {
      return Language.of(value)
          .map(Language::locale)
          .orElseThrow(() -> new InvalidParameterException(PARAMETER, value, ALLOWED, null));
    }

    /** Whether Spring has chosen a handler for this type. The test page's handler names none. */
    static boolean produces(MediaType type, HttpServletRequest request) {
      return request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE)
              instanceof Collection<?> types
          && types.contains(type);
    }
  }

  /** Switches the language of the page of a transcript or report, but not that of its JSON. */
  private static final class PageLanguageChange extends LanguageChange {

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler)
        throws ServletException {
      return !produces(MediaType.TEXT_HTML, request) || super.preHandle(request, response, handler);
    }
  }
}
