package io.github.websocketecho.page;

import io.github.websocketecho.http.InvalidParameterException;
import io.github.websocketecho.http.ParameterRange;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
    var change =
        new LocaleChangeInterceptor() {
          @Override
          protected Locale parseLocaleValue(String value) {
            return Language.of(value)
                .map(Language::locale)
                .orElseThrow(() -> new InvalidParameterException(PARAMETER, value, ALLOWED, null));
          }
        };
    change.setParamName(PARAMETER);
    registry
        .addInterceptor(change)
        .addPathPatterns(PageController.PATHS)
        .addPathPatterns(ScenariosController.PATH);
  }
}
