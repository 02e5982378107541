package io.github.websocketecho.page;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Serves the files that browsers and search engines look for at fixed addresses. As everywhere,
 * opening handshakes to these addresses reach the echo.
 */
@Controller
class SiteFilesController {

  private static final MediaType SVG = MediaType.valueOf("image/svg+xml");
  private static final CacheControl CACHE = CacheControl.maxAge(Duration.ofDays(1)).cachePublic();

  private static final String ROBOTS =
      """
      # The first page tells what this server does. All other addresses are for tests: a search engine
      # would find nothing to read there, and could cause any number of test connections.
      User-agent: *
      Allow: /$
      Disallow: /
      """;

  /** The icon, for responses that are not a page and therefore cannot name it. */
  @GetMapping("/favicon.ico")
  ResponseEntity<Resource> icon() {
    return ResponseEntity.ok()
        .cacheControl(CACHE)
        .contentType(SVG)
        .body(new ClassPathResource("assets/icon.svg"));
  }

  @GetMapping("/robots.txt")
  ResponseEntity<String> robots() {
    return ResponseEntity.ok()
        .cacheControl(CACHE)
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .body(ROBOTS);
  }
}
