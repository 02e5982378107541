package io.github.websocketecho.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import io.github.websocketecho.support.Document;
import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Pages of another port, which is another origin, in a browser. */
@BrowserTest
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.api.allowed-origins=http://localhost:*")
class CrossOriginBrowserIntegrationTests {

  /** Calls the last argument with the results of the steps, each on a line. */
  private static final String TEST =
      """
      const [port, id, done] = arguments;
      const server = `localhost:${port}`;
      const api = `http://${server}/connections/${id}`;
      const results = [];
      const step = async (name, action) => {
        try { results.push(`${name}: ${await action()}`); } catch (error) { results.push(`${name}: ${error.name}`); }
      };
      const event = (target, name) => new Promise((resolve, reject) => {
        target.addEventListener(name, resolve, { once: true });
        target.addEventListener('error', () => reject(new Error()), { once: true });
      });
      (async () => {
        const socket = new WebSocket(`ws://${server}/?connection=${id}`);
        await step('open', async () => (await event(socket, 'open')).type);
        await step('scenarios', async () => (await (await fetch(`http://${server}/scenarios`)).json()).length > 50);
        await step('credentials', async () => (await fetch(`http://${server}/scenarios`, { credentials: 'include' })).status);
        await step('events', async () => {
          const events = new EventSource(`${api}/events`);
          try { return JSON.parse((await event(events, 'transcript')).data).state; } finally { events.close(); }
        });
        const received = event(socket, 'message');
        await step('post', async () => (await fetch(`${api}/messages`, { method: 'POST', body: 'hello' })).status);
        await step('binary', async () => (await fetch(`${api}/messages`, {
          method: 'POST', body: new Uint8Array(3), headers: { 'Content-Type': 'application/octet-stream' } })).status);
        if (results.at(-1).endsWith('202')) { await step('received', async () => (await received).data); }
        await step('error', async () => {
          const response = await fetch(`${api}/messages`, { method: 'POST', body: 'x', headers: { 'Content-Type': 'a/b' } });
          const types = response.headers.get('Accept').split(', ').sort().join();
          return `${response.status} ${types} ${(await response.json()).title}`;
        });
        const closed = event(socket, 'close');
        await step('delete', async () => (await fetch(`${api}?code=4001&reason=bye`, { method: 'DELETE' })).status);
        if (results.at(-1).endsWith('202')) { await step('closed', async () => (await closed).code); }
        socket.close();
        await step('wait', async () => (await (await fetch(`${api}?wait=10s`)).json()).closing.initiator);
        done(results.join('\\n'));
      })();
      """;

  private static HttpServer pages;

  @LocalServerPort private int port;

  @BeforeAll
  static void serve() throws IOException {
    pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pages.createContext(
        "/",
        exchange -> {
          byte[] page = "<!doctype html><title>Tests</title>".getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    pages.start();
  }

  @AfterAll
  static void stop() {
    pages.stop(0);
  }

  private static void openAt(String host, Browser browser) {
    browser.open("http://" + host + ":" + pages.getAddress().getPort() + "/");
  }

  private String runAt(String host, Browser browser) {
    openAt(host, browser);
    return Objects.toString(browser.asyncScript(TEST, port, RawClient.newId()));
  }

  @Test
  void pageOfAnAllowedOriginTestsItsClient(Browser browser) {
    assertThat(runAt("localhost", browser))
        .isEqualTo(
            """
            open: open
            scenarios: true
            credentials: TypeError
            events: open
            post: 202
            binary: 202
            received: hello
            error: 415 application/octet-stream,text/plain Unsupported Media Type
            delete: 202
            closed: 4001
            wait: server""");
  }

  @Test
  void exampleOfTheDocumentsWorks(Browser browser) {
    String example = Document.page("transcripts").blocks("js").getFirst();
    assertThat(example).contains("localhost:8080");
    openAt("localhost", browser);
    assertThat(
            browser.asyncScript(
                """
                const done = arguments[0];
                console.assert = (holds, words) => done(`${holds}: ${words}`);
                (async () => { %s })();
                """
                    .formatted(example.replace("localhost:8080", "localhost:" + port))))
        .isEqualTo("true: The client answered with the code 4001.");
  }

  /** It may connect, because {@code websocket-echo.allowed-origins} is another setting. */
  @Test
  void pageOfAnotherOriginCanOnlyConnect(Browser browser) {
    assertThat(runAt("127.0.0.1", browser))
        .isEqualTo(
            """
            open: open
            scenarios: TypeError
            credentials: TypeError
            events: Error
            post: TypeError
            binary: TypeError
            error: TypeError
            delete: TypeError
            wait: TypeError""");
  }
}
