package io.github.websocketecho.page;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Logs the address of the test page when the server has started. */
@Component
final class StartLog {

  private static final Logger logger = LoggerFactory.getLogger(StartLog.class);

  private static final String LOCAL_HOST = "localhost";

  private final ServerProperties server;
  private final Environment environment;

  StartLog(ServerProperties server, Environment environment) {
    this.server = server;
    this.environment = environment;
  }

  @EventListener
  void started(ApplicationReadyEvent event) {
    if (event.getApplicationContext() instanceof WebServerApplicationContext context
        && context.getWebServer() != null) {
      logger.info("Open {}", address(context.getWebServer().getPort()));
    }
  }

  private String address(int port) {
    String scheme = Ssl.isEnabled(server.getSsl()) ? "https" : "http";
    String path = environment.getProperty("server.servlet.context-path", "");
    return scheme + "://" + host(server.getAddress()) + ':' + port + path + '/';
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
