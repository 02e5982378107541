package io.github.websocketecho.page;

import io.github.websocketecho.ending.EndingCatalogue;
import io.github.websocketecho.ending.Kind;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The catalogue of endings: a page for people, JSON for programs, by {@code Accept}. */
@Controller
class EndingsController {

  static final String PATH = "/endings";

  private final EndingCatalogue catalogue;
  private final MessageSource messages;
  private final ScriptTexts scriptTexts;
  private final Map<Language, SequencedMap<Kind, List<EndingView>>> kinds =
      new ConcurrentHashMap<>();

  EndingsController(EndingCatalogue catalogue, MessageSource messages, ScriptTexts scriptTexts) {
    this.catalogue = catalogue;
    this.messages = messages;
    this.scriptTexts = scriptTexts;
  }

  @GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
  String page(Locale locale, Model model, HttpServletResponse response) {
    model.addAttribute("language", Language.of(locale).orElse(Language.ENGLISH));
    model.addAttribute("languages", Language.values());
    model.addAttribute("scriptTexts", scriptTexts.keys());
    model.addAttribute("closeCodes", List.of());
    model.addAttribute("kinds", kinds(locale));
    dependOnTheVisitor(response);
    return "endings";
  }

  @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  List<EndingView> list(Locale locale, HttpServletResponse response) {
    dependOnTheVisitor(response);
    return kinds(locale).values().stream().flatMap(List::stream).toList();
  }

  /** Made once for each language: there are few, and the catalogue is always the same. */
  private SequencedMap<Kind, List<EndingView>> kinds(Locale locale) {
    return kinds.computeIfAbsent(Language.of(locale).orElse(Language.ENGLISH), this::inLanguage);
  }

  private SequencedMap<Kind, List<EndingView>> inLanguage(Language language) {
    Locale locale = language.locale();
    var kinds = new LinkedHashMap<Kind, List<EndingView>>();
    catalogue
        .kinds()
        .forEach(
            (kind, endings) ->
                kinds.put(
                    kind,
                    endings.stream()
                        .map(ending -> EndingView.of(kind, ending, messages, locale))
                        .toList()));
    return kinds;
  }

  private static void dependOnTheVisitor(HttpServletResponse response) {
    response.setHeader(
        HttpHeaders.CACHE_CONTROL, CacheControl.noCache().cachePrivate().getHeaderValue());
    response.addHeader(HttpHeaders.VARY, "Accept, Accept-Language, Cookie");
  }
}
