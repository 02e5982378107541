package io.github.websocketecho.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The page behind a proxy that takes a prefix off the path, and behind one that knows no upgrade.
 */
@BrowserTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ReverseProxyIntegrationTests {

  @LocalServerPort private int port;

  @Test
  void worksWhereAProxyTakesAPrefixOffThePath() throws Exception {
    try (var proxy = new Proxy(port, "/prefix", true);
        Browser browser = Browser.start("en")) {
      browser.open("http://localhost:" + proxy.port() + "/prefix/");
      browser.awaitText("verdict-answer", "WebSocket works from here.");
      assertThat(browser.value("address")).isEqualTo("ws://localhost:" + proxy.port() + "/prefix/");
      browser.script("document.getElementById('round-trips-fold').open = true");
      browser.await(
          () -> assertThat(browser.script("return window.Chart?.version")).isEqualTo("4.5.1"));
    }
  }

  @Test
  void explainsAProxyThatDoesNotPassTheUpgradeOn() throws Exception {
    try (var proxy = new Proxy(port, "", false);
        Browser browser = Browser.start("en")) {
      browser.open("http://localhost:" + proxy.port() + "/");
      browser.awaitText("verdict-answer", "WebSocket does not work from here.");
      browser.await(
          () ->
              assertThat(browser.text("verdict-advice"))
                  .contains(
                      "a reverse proxy that does not pass on the headers Upgrade and Connection"));
      assertThat(browser.log().getFirst()).startsWith("error | ERROR ws://localhost:");
    }
  }

  /** Passes each connection on after it has rewritten the head of its first request. */
  private static final class Proxy implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final String prefix;
    private final boolean passesUpgrade;

    Proxy(int target, String prefix, boolean passesUpgrade) throws IOException {
      this.target = target;
      this.prefix = prefix;
      this.passesUpgrade = passesUpgrade;
      Thread.ofVirtual().start(this::accept);
    }

    int port() {
      return listener.getLocalPort();
    }

    private void accept() {
      while (!listener.isClosed()) {
        try {
          Socket client = listener.accept();
          Thread.ofVirtual().start(() -> serve(client));
        } catch (IOException e) {
          return; // The test is over.
        }
      }
    }

    private void serve(Socket client) {
      try (client;
          var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        String head = readHead(client.getInputStream());
        boolean upgrade = head.contains("\r\nUpgrade: websocket\r\n");
        String passedOn = head.replaceFirst(" " + prefix + "/", " /");
        if (!upgrade || !passesUpgrade) {
          // One request a connection, for only the first head is rewritten.
          passedOn =
              passedOn
                  .replaceAll("\r\nConnection: [^\r]*", "\r\nConnection: close")
                  .replaceAll("\r\nUpgrade: [^\r]*", "");
        }
        server.getOutputStream().write(passedOn.getBytes(ISO_8859_1));
        Thread.ofVirtual().start(() -> pass(client, server));
        server.getInputStream().transferTo(client.getOutputStream());
      } catch (IOException e) {
        // One of the two has gone away; so does the other.
      }
    }

    private static void pass(Socket from, Socket to) {
      try {
        OutputStream out = to.getOutputStream();
        from.getInputStream().transferTo(out);
      } catch (IOException e) {
        // One of the two has gone away; so does the other.
      }
    }

    private static String readHead(InputStream in) throws IOException {
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int b = in.read();
        if (b < 0) {
          throw new IOException("No request");
        }
        head.append((char) b);
      }
      return head.toString();
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
