package io.github.websocketecho.page;

import io.github.websocketecho.EchoProperties;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.WebUtils;

/** Adds what every page shows: its header, its footer, and the links between pages. Any thread. */
@ControllerAdvice(annotations = Controller.class)
final class PageLayout {

  /** A path with more slashes gets absolute links, so that a page is not mostly "../". */
  private static final int MOST_STEPS = 32;

  /** The page's script sets this cookie. */
  private static final String SCHEME_COOKIE = "websocket-echo-scheme";

  private static final Set<String> SCHEMES = Set.of("light", "dark");

  /** The texts of the header's script. */
  private static final Set<String> HEADER = Set.of("scheme");

  private final ScriptTexts scriptTexts;
  private final Assets assets;
  private final @Nullable String version;
  private final @Nullable String commit;
  private final @Nullable String health;
  private final boolean hasSequences;

  PageLayout(
      ScriptTexts scriptTexts,
      Assets assets,
      ObjectProvider<BuildProperties> build,
      Environment environment,
      EchoProperties settings) {
    this.scriptTexts = scriptTexts;
    this.assets = assets;
    BuildProperties properties = build.getIfAvailable();
    version = properties == null ? null : properties.getVersion();
    commit = properties == null ? null : properties.get("commit");
    health = health(environment);
    hasSequences = settings.scenarios().hasSequences();
  }

  /** The path of health relative to the root; null if another port serves it. */
  private static @Nullable String health(Environment environment) {
    return ManagementPortType.get(environment) == ManagementPortType.SAME
        ? environment
                .getProperty("management.endpoints.web.base-path", "/actuator")
                .replaceFirst("^/+", "")
                .replaceFirst("([^/])$", "$1/")
            + "health"
        : null;
  }

  @ModelAttribute
  void addTo(Model model, Locale locale, HttpServletRequest request) {
    model.addAllAttributes(
        attributes(locale, root(request.getRequestURI(), request.getContextPath()), request));
    model.addAttribute("scriptTexts", scriptTexts.html(Language.orEnglish(locale)));
  }

  /**
   * The attributes of a page whose only script is the one of the header.
   *
   * @param root the relative URL of the server's root, see {@link #root}
   * @param request has the colour scheme in a cookie, if the visitor chose one
   */
  Map<String, Object> attributes(Locale locale, String root, HttpServletRequest request) {
    Map<String, Object> attributes = new HashMap<>();
    Language language = Language.orEnglish(locale);
    attributes.put("language", language);
    attributes.put("languages", Language.values());
    attributes.put("scriptTexts", scriptTexts.html(language, HEADER));
    attributes.put("closeCodes", List.of());
    attributes.put("root", root);
    attributes.put(
        "webSocketServer",
        ServerAddress.of(request).webSocket() + ServerAddress.quotable(request.getContextPath()));
    attributes.put("assets", assets);
    attributes.put("hasSequences", hasSequences);
    // Known to the page from its first byte, so that it is never shown in another scheme first.
    Cookie cookie = WebUtils.getCookie(request, SCHEME_COOKIE);
    if (cookie != null && SCHEMES.contains(cookie.getValue())) {
      attributes.put("scheme", cookie.getValue());
    }
    if (version != null) {
      attributes.put("version", version);
    }
    if (commit != null) {
      attributes.put("commit", commit);
    }
    if (health != null) {
      attributes.put("health", health);
    }
    return attributes;
  }

  /**
   * The URL of the server's root relative to a path, so that links work with any path prefix of a
   * proxy. It ends with a slash.
   *
   * @param path with the context path, percent-encoded as received
   */
  static String root(String path, String contextPath) {
    long steps =
        path.chars().skip(contextPath.length()).filter(character -> character == '/').count() - 1;
    if (steps > MOST_STEPS) {
      return contextPath + "/";
    }
    return steps <= 0 ? "./" : "../".repeat((int) steps);
  }
}
