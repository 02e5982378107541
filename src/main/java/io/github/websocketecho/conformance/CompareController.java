package io.github.websocketecho.conformance;

import io.github.websocketecho.admission.ClientAddresses;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Leads from the form with two reports to the address of their comparison. */
@Controller
class CompareController {

  private final ReportStore reports;
  private final ClientAddresses addresses;

  CompareController(ReportStore reports, ClientAddresses addresses) {
    this.reports = reports;
    this.addresses = addresses;
  }

  /**
   * Redirects to the comparison.
   *
   * @param one the name of a report in files, of one that the client may see
   * @param other the same of the other
   */
  @GetMapping("/conformance/compare")
  ResponseEntity<Void> compare(
      @RequestParam String one, @RequestParam String other, HttpServletRequest request) {
    List<Report> visible = reports.visibleTo(addresses.of(request));
    String query = ReportRequest.of(report(one, visible), report(other, visible));
    // Relative, because the server may not know its own address.
    return ResponseEntity.status(HttpStatus.FOUND)
        .header(HttpHeaders.LOCATION, "../conformance?" + query)
        .build();
  }

  private static Report report(String file, List<Report> visible) {
    return visible.stream()
        .filter(report -> report.file().equals(file))
        .findFirst()
        .orElseThrow(() -> ConformanceException.unknownFile(file));
  }
}
