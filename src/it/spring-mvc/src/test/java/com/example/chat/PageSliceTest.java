package com.example.chat;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.view;

import io.github.websocketecho.testing.Visit;
import io.github.websocketecho.testing.WebSocketEcho;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.socket.CloseStatus;

/** A slice of the application, without a server of its own. */
@WebMvcTest(ChatPage.class)
@Import(ChatClient.class)
class PageSliceTest {

  @RegisterExtension static final WebSocketEcho echo = WebSocketEcho.start();

  static final Visit upstream = echo.visit("/close/1001");

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("chat.upstream", upstream::uri);
  }

  @Autowired MockMvc mvc;
  @Autowired ChatClient client;

  @Test
  void pageIsThatOfTheApplication() throws Exception {
    mvc.perform(get("/"))
        .andExpect(view().name("page"))
        .andExpect(content().string(containsString("A chat of its own")));
  }

  @Test
  void clientReportsThatTheServerLeaves() throws Exception {
    assertEquals(CloseStatus.GOING_AWAY, client.join().end());
    assertEquals(1001, upstream.transcript().closing().received().code());
  }
}
