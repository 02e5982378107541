package com.example.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.websocketecho.testing.Transcript;
import io.github.websocketecho.testing.Transcript.Side;
import io.github.websocketecho.testing.Transcript.State;
import io.github.websocketecho.testing.Visit;
import io.github.websocketecho.testing.WebSocketEcho;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.socket.CloseStatus;

/** The application's client, against a server that behaves as each test wants. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class EchoInSpringBootTest {

  @RegisterExtension static final WebSocketEcho echo = WebSocketEcho.start();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("chat.upstream", echo::uri);
  }

  @Autowired ChatClient client;

  @Test
  void clientJoinsTheServerOfItsSetting() throws Exception {
    Conversation conversation = client.join();
    conversation.say("hello");
    assertEquals("hello", conversation.next());
    conversation.leave();
    assertEquals(CloseStatus.NORMAL, conversation.end());
  }

  @Test
  void clientReportsTheCloseCode() throws Exception {
    Visit visit = echo.visit("/close/4001?reason=bye");
    Conversation conversation = client.join(visit.uri());
    assertEquals(new CloseStatus(4001, "bye"), conversation.end());
    assertTrue(visit.verdict().passed(), () -> visit.transcript().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/illegal/rsv2", "/illegal/masked", "/cut?at=payload", "/drop"})
  void clientIsCorrectIfTheServerIsNot(String scenario) throws Exception {
    Visit visit = echo.visit(scenario);
    Conversation conversation = client.join(visit.uri());
    conversation.end();
    assertTrue(visit.verdict().passed(), () -> visit.transcript().toString());
  }

  @Test
  void serverSendsAndClosesWhenTheTestAsks() throws Exception {
    Visit visit = echo.visit("/");
    Conversation conversation = client.join(visit.uri());
    visit.send("news");
    assertEquals("news", conversation.next());
    visit.close(4000, "enough");
    assertEquals(new CloseStatus(4000, "enough"), conversation.end());

    Transcript transcript = visit.transcript();
    assertEquals(Side.SERVER, transcript.closing().initiator());
    assertTrue(transcript.closing().clean(), transcript::toString);
    assertEquals(1, transcript.sent().messages());
  }

  @Test
  void testFollowsAnOpenConnection() throws Exception {
    Visit visit = echo.visit("/");
    Conversation conversation = client.join(visit.uri());
    try (Stream<Transcript> events = visit.events()) {
      Iterator<Transcript> seen = events.iterator();
      assertEquals(State.OPEN, seen.next().state());
      conversation.say("hello");
      conversation.leave();
      Transcript last = seen.next();
      while (last.state() != State.ENDED) {
        last = seen.next();
      }
      assertEquals(1, last.received().messages());
    }
  }
}
