package io.github.websocketecho.page;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import jakarta.servlet.http.HttpServletResponse;
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

  private static final String ON = "on";
  private static final String OFF = "off";

  /**
   * Renders the test page.
   *
   * @param demo {@code off} for no test of a connection when the page has loaded; every other value
   *     is {@code on}
   */
  @GetMapping({"/", "/.ws"})
  String page(
      @RequestParam(defaultValue = ON) String demo, Model model, HttpServletResponse response) {
    model.addAttribute("demo", demo.equals(OFF) ? OFF : ON);
    model.addAttribute("closeCodes", CloseCode.registered());
    model.addAttribute("maximumReasonBytes", CloseReason.MAXIMUM_BYTES);
    response.setHeader(
        HttpHeaders.CACHE_CONTROL, CacheControl.noCache().cachePrivate().getHeaderValue());
    response.addHeader(HttpHeaders.VARY, "Accept-Language, Cookie");
    return "page";
  }
}
