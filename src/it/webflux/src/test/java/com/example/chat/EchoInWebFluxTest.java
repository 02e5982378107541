package com.example.chat;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.websocketecho.testing.Visit;
import io.github.websocketecho.testing.WebSocketEcho;
import java.net.URI;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.reactive.socket.CloseStatus;

/** The client of an application on Reactor Netty. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class EchoInWebFluxTest {

  @RegisterExtension static final WebSocketEcho echo = WebSocketEcho.start();

  static final Visit upstream = echo.visit("/");

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("chat.upstream", upstream::uri);
  }

  @LocalServerPort int port;
  @Autowired ApplicationContext context;
  @Autowired ChatClient client;

  @Test
  void clientAsksTheServerOfItsSetting() {
    assertEquals("hello", client.ask("hello").block());
    assertTrue(upstream.transcript().closing().clean(), () -> upstream.transcript().toString());
  }

  @Test
  void clientReportsTheCloseCode() {
    Visit visit = echo.visit("/close/4001?reason=bye");
    assertEquals(new CloseStatus(4001, "bye"), client.listen(visit.uri()).block());
    assertTrue(visit.verdict().passed(), () -> visit.transcript().toString());
  }

  @Test
  void endpointOfTheApplicationIsItsOwn() {
    URI chat = URI.create("ws://localhost:" + port + "/chat");
    assertEquals("You said: hello", client.ask(chat, "hello").block());
  }

  @Test
  void applicationHasNoBeanOfTheServer() {
    assertTrue(context.containsBean("chatClient"));
    for (String name : context.getBeanDefinitionNames()) {
      String type = String.valueOf(context.getType(name));
      assertTrue(!type.contains("websocketecho"), type);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jakarta.servlet.Servlet", "org.apache.catalina.startup.Tomcat"})
  void neitherServletsNorTomcatAreThere(String name) {
    assertThrows(ClassNotFoundException.class, () -> Class.forName(name));
  }

  /** Only the first caller in a JVM can set it. */
  @Test
  void applicationCanStillSetTheHandlersOfUrls() {
    assertDoesNotThrow(() -> URL.setURLStreamHandlerFactory(protocol -> null));
  }
}
