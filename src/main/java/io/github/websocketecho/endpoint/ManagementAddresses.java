package io.github.websocketecho.endpoint;

import io.github.websocketecho.http.ProblemWriter;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * What lies beside health and metrics is not there: 404. A monitor that asks for something else
 * would otherwise learn that the address is for WebSocket. Opening handshakes get an echo there, as
 * everywhere.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnManagementPort(ManagementPortType.SAME)
class ManagementAddresses {

  @Bean
  static HandlerMapping notManagedMapping(
      @Value("${management.endpoints.web.base-path:/actuator}") String base,
      ProblemWriter problems) {
    HttpRequestHandler notThere =
        (request, response) -> {
          String path = request.getRequestURI();
          var problem =
              new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), path, path);
          try (var answer = new ServletServerHttpResponse(response)) {
            problems.write(problem, path, answer);
          }
        };
    var mapping = new SimpleUrlHandlerMapping();
    // Without a path of their own they share that of everything.
    mapping.setUrlMap(
        base.isEmpty() || base.equals("/") ? Map.of() : Map.of(base + "/**", notThere));
    mapping.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
    return mapping;
  }
}
