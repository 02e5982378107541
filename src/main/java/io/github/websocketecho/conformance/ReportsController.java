package io.github.websocketecho.conformance;

import io.github.websocketecho.admission.ClientAddresses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Responds with the reports of the conformance suite, as JSON, as pages and as files. A client may
 * read the report of each agent whose name it knows.
 */
@Controller
@RequestMapping("/conformance")
class ReportsController {

  private static final MediaType SVG = MediaType.valueOf("image/svg+xml");

  private final ReportStore reports;
  private final Documents documents;
  private final ClientAddresses addresses;
  private final ReportRequest requests;
  private final ReportPages pages;

  ReportsController(
      ReportStore reports,
      Documents documents,
      ClientAddresses addresses,
      ReportRequest requests,
      ReportPages pages) {
    this.reports = reports;
    this.documents = documents;
    this.addresses = addresses;
    this.requests = requests;
    this.pages = pages;
  }

  /** The report of an agent, or the comparison of two; without one, a list of reports. */
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> reports(HttpServletRequest request, Locale locale) {
    Optional<ReportRequest.Wanted> wanted = requests.read(request, false);
    return fresh()
        .body(
            wanted.isPresent()
                ? document(wanted.get(), locale)
                : visible(request).stream().map(documents::summary).toList());
  }

  private Object document(ReportRequest.Wanted wanted, Locale locale) {
    ReportDocument report = documents.report(wanted.report(), locale);
    return wanted.other() == null
        ? report
        : ComparisonDocument.of(report, documents.report(wanted.other(), locale), wanted.all());
  }

  /** The same for a person. */
  @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
  String page(
      HttpServletRequest request, HttpServletResponse response, Locale locale, Model model) {
    asPage(response);
    Optional<ReportRequest.Wanted> wanted = requests.read(request, true);
    return wanted.isPresent()
        ? pages.report(wanted.get(), locale, model)
        : pages.list(visible(request), model);
  }

  private static void asPage(HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
    response.addHeader(HttpHeaders.VARY, "Accept, Accept-Language, Cookie");
  }

  private List<Report> visible(HttpServletRequest request) {
    return reports.visibleTo(addresses.of(request));
  }

  /** The results in the shape of the Autobahn Testsuite: of one agent, or of all in the list. */
  @GetMapping("/index.json")
  ResponseEntity<Map<String, Map<String, IndexDocument.Entry>>> index(HttpServletRequest request) {
    return fresh()
        .contentType(MediaType.APPLICATION_JSON)
        .body(
            IndexDocument.of(
                requests.one(request).map(List::of).orElseGet(() -> visible(request))));
  }

  /** A report in the XML of JUnit. */
  @GetMapping("/junit.xml")
  ResponseEntity<String> junit(HttpServletRequest request, Locale locale) {
    return fresh()
        .contentType(MediaType.APPLICATION_XML)
        .body(JUnitDocument.of(documents.report(requests.named(request), locale)));
  }

  /** A picture with the numbers of a report. Pages of other origins may show it. */
  @GetMapping("/badge.svg")
  ResponseEntity<String> badge(HttpServletRequest request) {
    return fresh()
        .header("Cross-Origin-Resource-Policy", "cross-origin")
        .contentType(SVG)
        .body(Badge.of(Counts.of(requests.named(request).results())));
  }

  /** The result of a case. */
  @GetMapping("/{file}.json")
  ResponseEntity<CaseDocument> file(@PathVariable String file, Locale locale) {
    return fresh().contentType(MediaType.APPLICATION_JSON).body(document(file, locale));
  }

  /** The same for a person. */
  @GetMapping("/{file}.html")
  String filePage(
      @PathVariable String file, HttpServletResponse response, Locale locale, Model model) {
    asPage(response);
    model.addAttribute("json", file + ".json");
    return pages.result(document(file, locale), model);
  }

  private CaseDocument document(String file, Locale locale) {
    return reports
        .named(file)
        .map(found -> documents.document(found.report(), found.result(), locale))
        .orElseThrow(() -> ConformanceException.unknownFile(file));
  }

  private static ResponseEntity.BodyBuilder fresh() {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore());
  }
}
