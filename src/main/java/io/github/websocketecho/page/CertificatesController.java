package io.github.websocketecho.page;

import io.github.websocketecho.certificate.TestCertificates;
import io.github.websocketecho.certificate.TlsNames;
import io.github.websocketecho.page.CertificatesDocument.Client;
import io.github.websocketecho.page.CertificatesDocument.Name;
import io.github.websocketecho.scenario.CertificateName;
import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.scenario.ScenarioCatalogue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/**
 * Serves the certificates that clients need for the names of the TLS port, with programs that
 * connect to them: as JSON, as files, and as a page. Without the TLS port, it answers with 404.
 */
@Controller
@Lazy
@RequestMapping("/certificates")
class CertificatesController {

  private static final MediaType PEM = MediaType.valueOf("application/x-pem-file");
  private static final MediaType PKCS12 = MediaType.valueOf("application/x-pkcs12");

  /** The password that Java's own trust store has too. The key protects nothing. */
  private static final String PASSWORD = "changeit";

  private static final int RANDOM_DIGITS = 8;

  private final TestCertificates certificates;
  private final TlsNames names;
  private final TlsAddresses tls;
  private final ScenarioCatalogue catalogue;
  private final ClientPrograms programs;
  private final MessageSource messages;

  CertificatesController(
      TestCertificates certificates,
      TlsNames names,
      TlsAddresses tls,
      ScenarioCatalogue catalogue,
      ClientPrograms programs,
      MessageSource messages) {
    this.certificates = certificates;
    this.names = names;
    this.tls = tls;
    this.catalogue = catalogue;
    this.programs = programs;
    this.messages = messages;
  }

  /**
   * Comes before each request.
   *
   * @throws ResponseStatusException 404 without the TLS port
   */
  @ModelAttribute
  void requireTlsPort() {
    if (!tls.isAvailable()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<CertificatesDocument> list(HttpServletRequest request, Locale locale) {
    return fresh().body(document(request, locale));
  }

  /** The same for a person. */
  @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
  String page(
      HttpServletRequest request, HttpServletResponse response, Locale locale, Model model) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
    response.addHeader(HttpHeaders.VARY, "Accept, Accept-Language, Cookie");
    model.addAttribute("certificates", document(request, locale));
    return "certificates";
  }

  @GetMapping("/root.pem")
  @ResponseBody
  ResponseEntity<String> root() {
    return fresh().contentType(PEM).body(certificates.root().certificatePem());
  }

  /** Certificate and key in one file, which most programs accept for both. */
  @GetMapping("/client.pem")
  @ResponseBody
  ResponseEntity<String> client() {
    return fresh()
        .contentType(PEM)
        .body(certificates.client().certificatePem() + certificates.client().keyPem());
  }

  /** Certificate and key for Java. The password is {@value #PASSWORD}. */
  @GetMapping("/client.p12")
  @ResponseBody
  ResponseEntity<byte[]> clientStore() {
    return fresh().contentType(PKCS12).body(certificates.client().pkcs12(PASSWORD));
  }

  private static ResponseEntity.BodyBuilder fresh() {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore());
  }

  /**
   * What there is.
   *
   * @throws ResponseStatusException 404 if all names are switched off
   */
  private CertificatesDocument document(HttpServletRequest request, Locale locale) {
    List<Scenario> switchedOn =
        catalogue.scenarios().stream().filter(scenario -> scenario.certificate() != null).toList();
    if (switchedOn.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return new CertificatesDocument(
        names.domain(),
        names.port(),
        certificates.root().certificatePem(),
        new Client(certificates.client().certificatePem(), certificates.client().keyPem()),
        switchedOn.stream().map(scenario -> name(scenario, request, locale)).toList());
  }

  private Name name(Scenario scenario, HttpServletRequest request, Locale locale) {
    CertificateName name = scenario.certificate();
    if (name == null) {
      throw new IllegalArgumentException(scenario.id());
    }
    String id = "t-" + UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
    String base =
        ServerAddress.of(request).http() + ServerAddress.quotable(request.getContextPath());
    return new Name(
        name.label(),
        StringUtils.capitalize(messages.getMessage(scenario.does(), null, locale)),
        messages.getMessage(scenario.demands(), null, locale),
        id,
        tls.server(scenario, id) + scenario.example().substring(1),
        base + "/connections/" + id,
        programs.programs(
            name,
            names.host(name, id),
            names.port(),
            TlsNames.ipAddress(request.getLocalAddr()),
            request.getContextPath() + scenario.example()));
  }
}
