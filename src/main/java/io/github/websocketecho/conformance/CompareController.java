package io.github.websocketecho.conformance;

import io.github.websocketecho.admission.ClientAddresses;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

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
  RedirectView compare(
      @RequestParam String one, @RequestParam String other, HttpServletRequest request) {
    List<Report> visible = reports.visibleTo(addresses.of(request));
    Agent left = agent(one, visible);
    Agent right = agent(other, visible);
    var view = new RedirectView("../conformance");
    view.setPropagateQueryParams(false);
    view.addStaticAttribute("agent", left.name());
    view.addStaticAttribute("run", left.run());
    view.addStaticAttribute("with", right.name());
    view.addStaticAttribute("withRun", right.run());
    view.setExposeModelAttributes(false);
    return view;
  }

  private static Agent agent(String file, List<Report> visible) {
    return visible.stream()
        .filter(report -> report.file().equals(file))
        .findFirst()
        .map(Report::agent)
        .orElseThrow(() -> ConformanceException.unknownFile(file));
  }
}
