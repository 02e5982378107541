package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

class StartLogTests {

  @ParameterizedTest
  @CsvSource({
    "server.port,       8080,       '',          http://localhost:8080/",
    "server.port,       8080,       /tools/echo, http://localhost:8080/tools/echo/",
    "server.address,    0.0.0.0,    '',          http://localhost:8080/",
    "server.address,    ::,         '',          http://localhost:8080/",
    "server.address,    192.0.2.1,  '',          http://192.0.2.1:8080/",
    "server.address,    2001:db8::, '',          http://[2001:db8:0:0:0:0:0:0]:8080/",
    "server.ssl.bundle, any,        '',          https://localhost:8080/",
  })
  void addressIsTheOneForABrowserOnThisMachine(
      String property, String value, String contextPath, String address) {
    var source = new MapConfigurationPropertySource(Map.of(property, value));
    var server = new Binder(source).bindOrCreate("server", ServerProperties.class);
    assertThat(StartLog.address(server, 8080, contextPath)).isEqualTo(address);
  }
}
