package com.example.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.websocketecho.testing.WebSocketEcho;
import java.net.URI;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The application is the same beside the server of a test, whose files have the same names. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class OwnApplicationTest {

  @RegisterExtension static final WebSocketEcho echo = WebSocketEcho.start();

  @LocalServerPort int port;
  @LocalManagementPort int managementPort;
  @Autowired ApplicationContext context;
  @Autowired ChatClient client;

  private static RestTestClient.ResponseSpec get(int port, String path) {
    return RestTestClient.bindToServer()
        .baseUrl("http://localhost:" + port)
        .build()
        .get()
        .uri(path)
        .exchange();
  }

  private static String body(int port, String path) {
    return get(port, path)
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody();
  }

  @Test
  void pageAndMessagesAreItsOwn() {
    String page = body(port, "/");
    assertTrue(page.contains("<h1>A chat of its own</h1>"), page);
  }

  @Test
  void staticFilesAreItsOwn() {
    assertEquals("h1 {\n  color: teal;\n}\n", body(port, "/assets/page.css"));
    get(port, "/assets/page.js").expectStatus().isNotFound();
  }

  @Test
  void webSocketEndpointIsItsOwn() throws Exception {
    Conversation conversation = client.join(URI.create("ws://localhost:" + port + "/chat"));
    conversation.say("hello");
    assertEquals("You said: hello", conversation.next());
    conversation.leave();
  }

  @Test
  void addressesOfTheServerAreNotThere() {
    get(port, "/scenarios").expectStatus().isNotFound();
    get(port, "/connections/1").expectStatus().isNotFound();
  }

  @Test
  void actuatorIsItsOwnAtAPortOfItsOwn() {
    get(port, "/actuator").expectStatus().isNotFound();
    get(managementPort, "/actuator")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$._links.length()")
        .isEqualTo(4)
        .jsonPath("$._links.beans")
        .exists()
        .jsonPath("$._links.health")
        .exists();
    get(managementPort, "/actuator/prometheus").expectStatus().isNotFound();
  }

  @Test
  void beansAreItsOwn() {
    assertTrue(context.containsBean("chatClient"));
    assertFalse(body(managementPort, "/actuator/beans").contains("websocketecho"));
  }

  @Test
  void settingsAreItsOwn() {
    assertEquals("chat", context.getEnvironment().getProperty("spring.application.name"));
    assertEquals("wss://chat.example.com/", context.getEnvironment().getProperty("chat.upstream"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application.properties",
        "messages/page.properties",
        "templates/page.html",
      })
  void fileOfThatNameIsOnTheClassPathOnce(String file) throws Exception {
    assertEquals(1, Collections.list(getClass().getClassLoader().getResources(file)).size(), file);
  }
}
