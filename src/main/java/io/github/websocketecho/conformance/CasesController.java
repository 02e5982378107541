package io.github.websocketecho.conformance;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Responds with all cases of the suite, as JSON and as the page that drives them. */
@Controller
@RequestMapping("/conformance/cases")
class CasesController {

  private final CaseCatalogue cases;
  private final CaseDescriptions descriptions;
  private final CaseGroups groups;

  CasesController(CaseCatalogue cases, CaseDescriptions descriptions, CaseGroups groups) {
    this.cases = cases;
    this.descriptions = descriptions;
    this.groups = groups;
  }

  /** The cases in the order in which a driver counts them. */
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  List<CasesDocument> list(Locale locale, HttpServletResponse response) {
    setCacheHeaders(response);
    return documents(locale);
  }

  /** The same for a person. */
  @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
  String page(Locale locale, HttpServletResponse response, Model model) {
    setCacheHeaders(response);
    List<CasesDocument> all = documents(locale);
    model.addAttribute("cases", all.size());
    model.addAttribute("groups", groups.of(all, CasesDocument::group, locale));
    return "conformance-cases";
  }

  private List<CasesDocument> documents(Locale locale) {
    List<SuiteCase> all = cases.of(CaseSet.ALL);
    int numbered = cases.of(CaseSet.AUTOBAHN).size();
    return IntStream.range(0, all.size())
        .mapToObj(
            place ->
                CasesDocument.of(
                    all.get(place),
                    place + 1,
                    place < numbered ? place + 1 : place - numbered + 1,
                    descriptions.of(all.get(place), locale)))
        .toList();
  }

  private static void setCacheHeaders(HttpServletResponse response) {
    response.setHeader(
        HttpHeaders.CACHE_CONTROL, CacheControl.noCache().cachePrivate().getHeaderValue());
    response.addHeader(HttpHeaders.VARY, "Accept, Accept-Language, Cookie");
  }
}
