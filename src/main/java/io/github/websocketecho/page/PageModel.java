package io.github.websocketecho.page;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.WebUtils;

/** What the templates of all pages need. */
@ControllerAdvice(basePackageClasses = PageModel.class)
class PageModel {

  /** The page's script sets this cookie. */
  private static final String SCHEME_COOKIE = "websocket-echo-scheme";

  private static final Set<String> SCHEMES = Set.of("light", "dark");

  private final Assets assets;

  PageModel(Assets assets) {
    this.assets = assets;
  }

  @ModelAttribute("assets")
  Assets assets() {
    return assets;
  }

  /**
   * The colour scheme that the visitor chose, {@code light} or {@code dark}; null for the system's.
   * The page contains it, so that it is never shown in another one first.
   */
  @ModelAttribute("scheme")
  @Nullable String scheme(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, SCHEME_COOKIE);
    return cookie != null && SCHEMES.contains(cookie.getValue()) ? cookie.getValue() : null;
  }
}
