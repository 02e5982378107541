package io.github.websocketecho.endpoint;

import io.github.websocketecho.http.ProblemAnswers;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers 404 to plain requests below the base path of health and metrics that no endpoint there
 * handles. Otherwise a monitor with a wrong address would be told to use WebSocket. Opening
 * handshakes to these addresses reach the echo, as everywhere.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnManagementPort(ManagementPortType.SAME)
class ManagementAddressesConfiguration {

  @Bean
  static HandlerMapping notManagedMapping(
      @Value("${management.endpoints.web.base-path:/actuator}") String base,
      ProblemAnswers problems) {
    HttpRequestHandler notFound =
        (request, response) -> {
          String path = request.getRequestURI();
          var problem =
              new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), path, path);
          problems.write(problem, path, request, response);
        };
    var mapping = new SimpleUrlHandlerMapping();
    // Without a base path of their own, health and metrics share all paths with the echo.
    mapping.setUrlMap(
        base.isEmpty() || base.equals("/") ? Map.of() : Map.of(base + "/**", notFound));
    mapping.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
    return mapping;
  }
}
