package io.github.websocketecho.page;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Logs the address of the test page when the server has started. */
@Component
final class StartLog {

  private static final Logger logger = LoggerFactory.getLogger(StartLog.class);

  private static final String LOCAL_HOST = "localhost";

  private final ServerProperties server;

  StartLog(ServerProperties server) {
    this.server = server;
  }

  @EventListener
  void started(ApplicationReadyEvent event) {
    if (event.getApplicationContext() instanceof ServletWebServerApplicationContext context
        && context.getWebServer() != null
        && context.getServletContext() != null) {
      String path = context.getServletContext().getContextPath();
      logger.info("Open {}", address(server, context.getWebServer().getPort(), path));
    }
  }

  static String address(ServerProperties server, int port, String contextPath) {
    String scheme = Ssl.isEnabled(server.getSsl()) ? "https" : "http";
    return scheme + "://" + host(server.getAddress()) + ':' + port + contextPath + '/';
  }

  /** The host for a browser on this machine. */
  private static String host(@Nullable InetAddress address) {
    if (address == null || address.isAnyLocalAddress()) {
      return LOCAL_HOST;
    }
    String host = address.getHostAddress();
    return address instanceof Inet6Address ? '[' + host + ']' : host;
  }
}
