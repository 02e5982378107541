package io.github.websocketecho.page;

import io.github.websocketecho.scenario.ScenarioCatalogue;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Serves the catalogue of scenarios as JSON, and to a browser the page that loads it from the same
 * path.
 */
@Controller
class ScenariosController {

  static final String PATH = "/scenarios";

  /** The texts of the page's scripts: the others are half of the test page. */
  static final Set<String> TEXTS =
      Set.of("scenarios", "address", "duration", "link", "scheme", "size", "transcript");

  private final ScriptTexts texts;
  private final ScenarioCatalogue catalogue;
  private final TlsAddresses tls;
  private final MessageSource messages;
  private final Map<Language, List<ScenarioView>> views = new ConcurrentHashMap<>();

  ScenariosController(
      ScriptTexts texts, ScenarioCatalogue catalogue, TlsAddresses tls, MessageSource messages) {
    this.texts = texts;
    this.catalogue = catalogue;
    this.tls = tls;
    this.messages = messages;
  }

  /**
   * The page, or the JSON for a browser. The parameter is no condition of the mapping, because that
   * would be read before malformed addresses are rejected.
   *
   * @param format {@code json} counts more than {@code Accept}
   */
  @GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
  Object page(
      @RequestParam(required = false) @Nullable String format,
      Locale locale,
      Model model,
      HttpServletResponse response) {
    if ("json".equals(format)) {
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .body(list(locale, response));
    }
    setCacheHeaders(response);
    model.addAttribute("scriptTexts", texts.html(Language.orEnglish(locale), TEXTS));
    return "scenarios";
  }

  @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  List<ScenarioView> list(Locale locale, HttpServletResponse response) {
    setCacheHeaders(response);
    return views.computeIfAbsent(Language.orEnglish(locale), this::inLanguage);
  }

  /** Redirects from the catalogue's former address. */
  @GetMapping("/endings")
  RedirectView former() {
    var view = new RedirectView(PATH, true);
    view.setStatusCode(HttpStatus.PERMANENT_REDIRECT);
    view.setPropagateQueryParams(true);
    return view;
  }

  /** Called once for each language, because languages are few and the catalogue is constant. */
  private List<ScenarioView> inLanguage(Language language) {
    return catalogue.scenarios().stream()
        .map(
            scenario ->
                ScenarioView.of(scenario, tls.server(scenario), messages, language.locale()))
        .toList();
  }

  private static void setCacheHeaders(HttpServletResponse response) {
    response.setHeader(
        HttpHeaders.CACHE_CONTROL, CacheControl.noCache().cachePrivate().getHeaderValue());
    response.addHeader(HttpHeaders.VARY, "Accept, Accept-Language, Cookie");
  }
}
