package io.github.websocketecho.page;

import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.http.RequestParameter;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Serves the test page. */
@Controller
class PageController {

  static final String[] PATHS = {"/", "/.ws"};

  private static final RequestParameter<String> DEMO =
      new RequestParameter<>(
          "demo", ParameterRange.words(Map.entry("on", "on"), Map.entry("off", "off")));

  private final ScriptTexts scriptTexts;

  PageController(ScriptTexts scriptTexts) {
    this.scriptTexts = scriptTexts;
  }

  /**
   * Renders the test page.
   *
   * @param demo {@code on} (the default) to test a connection when the page has loaded, or {@code
   *     off}
   */
  @GetMapping({"/", "/.ws"})
  String page(
      @RequestParam(defaultValue = "on") String demo,
      Locale locale,
      Model model,
      HttpServletResponse response) {
    model.addAttribute("demo", DEMO.parse(demo));
    model.addAttribute("language", Language.of(locale).orElse(Language.ENGLISH));
    model.addAttribute("languages", Language.values());
    model.addAttribute("closeCodes", CloseCode.registered());
    model.addAttribute("maximumReasonBytes", CloseReason.MAXIMUM_BYTES);
    model.addAttribute("scriptTexts", scriptTexts.keys());
    response.setHeader(
        HttpHeaders.CACHE_CONTROL, CacheControl.noCache().cachePrivate().getHeaderValue());
    response.addHeader(HttpHeaders.VARY, "Accept-Language, Cookie");
    return "page";
  }
}
