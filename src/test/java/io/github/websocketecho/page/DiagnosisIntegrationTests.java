package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each connection that cannot be opened is told with what to do about it. */
class DiagnosisIntegrationTests extends PageInBrowser {

  @Test
  void namesThePortThatTheBrowserBlocks() {
    openAddress("ws://localhost:6667/");
    awaitAdvice(
        "Browsers connect to no server at port 6667: it belongs to another protocol."
            + " Let the server listen at another port, such as 8080.");
  }

  @Test
  void tellsWhatAPolicyHasToAllow() {
    browser.script(
        """
        const policy = document.createElement('meta');
        policy.httpEquiv = 'Content-Security-Policy';
        policy.content = "connect-src 'none'";
        document.head.append(policy);
        """);
    openAddress(server("some/path"));
    awaitAdvice(
        "This page’s own security policy blocked the address. A proxy or a browser extension has"
            + " made"
            + " it stricter: its connect-src has to allow ws://localhost:%d.".formatted(port));
  }

  @Test
  void tellsThatTheComputerIsOffline() {
    browser.script("Object.defineProperty(navigator, 'onLine', { get: () => false })");
    openAddress("ws://localhost:1/");
    awaitAdvice("Your computer is offline. Connect it to a network and try again.");
  }

  @Test
  void tellsWhatToCheckAtAnotherServer() {
    openAddress("ws://127.0.0.1:2/chat");
    awaitAdvice(
        """
        Check that the server runs, that the address is right, and that it allows connections from http://localhost:%d.
        If it wants https (by a redirect, or by HSTS), ws:// does not work there: browsers follow no redirect for WebSocket. Try wss://127.0.0.1:2/chat.
        Open it again once the cause is gone, or tick “Open again when it is lost”.\
        """
            .formatted(port));
    openAddress("wss://127.0.0.1:2/chat");
    awaitAdvice(
        """
        Check that the server runs, that the address is right, and that it allows connections from http://localhost:%d.
        If the browser does not trust its certificate, it says nothing and gives up. Open https://127.0.0.1:2/ in a tab and accept the certificate there.
        Open it again once the cause is gone, or tick “Open again when it is lost”.\
        """
            .formatted(port));
    assertThat(browser.script("return document.querySelector('#closing-advice a').href"))
        .isEqualTo("https://127.0.0.1:2/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ws://127.0.0.1:2/    | loopback-network     | denied  | advice.denied.loopback"
            + " advice.again",
        "wss://localhost:2/   | loopback-network     | denied  | advice.denied.loopback"
            + " advice.again",
        "ws://[::1]:2/        | local-network-access | denied  | advice.denied.loopback"
            + " advice.again",
        "wss://192.168.0.2/   | local-network        | denied  | advice.denied.network"
            + " advice.again",
        "wss://printer.local/ | local-network-access | denied  | advice.denied.network"
            + " advice.again",
        "ws://127.0.0.1:2/    | loopback-network     | prompt  | advice.prompt.loopback"
            + " advice.other advice.redirect advice.again",
        "wss://10.1.2.3/      | local-network        | prompt  | advice.prompt.network advice.other"
            + " advice.certificate advice.again",
        "ws://127.0.0.1:2/    | loopback-network     | granted | advice.other advice.redirect"
            + " advice.again",
        "wss://example.com/   | loopback-network     | denied  | advice.other advice.certificate"
            + " advice.again",
        "ws://127.0.0.1:2/    | nobody-knows-this    | denied  | advice.other advice.redirect"
            + " advice.again",
      })
  void knowsThePermissionForTheVisitorsOwnNetwork(
      String address, String known, String state, String advice) {
    assertThat(adviceAt("page.example", address, known, state)).isEqualTo(advice);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,   ws://127.0.0.1:2/",
    "127.0.0.1,   ws://127.0.0.1:2/",
    "127.0.0.1,   wss://10.0.0.1/",
    "192.168.0.1, wss://10.0.0.1/",
  })
  void aPageOfTheSameNetworkNeedsNoPermission(String page, String address) {
    assertThat(adviceAt(page, address, "local-network-access", "denied"))
        .startsWith("advice.other ");
  }

  private String adviceAt(String page, String address, String known, String state) {
    return Objects.toString(
        browser.asyncScript(
            """
            const [page, address, known, state, done] = arguments;
            const permissions = {
              query: async ({ name }) => {
                if (name !== known) { throw new TypeError(name); }
                return { state };
              },
            };
            (async () => {
              const { adviceForOther } = await import('/assets/connection/diagnosis.js');
              const { networkPermission } = await import('/assets/connection/network-permission.js');
              const advice = await adviceForOther(address, networkPermission(address, page, permissions));
              return advice.map(([key]) => key).join(' ');
            })().then(done, error => done(String(error)));
            """,
            page,
            address,
            known,
            state));
  }

  @Test
  void restsOnWhatTheServerSaw() {
    assertThat(
            browser.asyncScript(
                """
                const done = arguments[0];
                import('/assets/connection/diagnosis.js').then(({ adviceFromTranscript }) => {
                  const advice = (status, changes) => JSON.stringify(adviceFromTranscript(
                    { state: 'refused', ending: null, handshake: { status }, closing: { cause: null }, ...changes }));
                  done([
                    advice(503, { ending: 'refuse', closing: { cause: 'ending' } }),
                    advice(400, { ending: 'close' }),
                    advice(400),
                    advice(null),
                    advice(101, { state: 'ended' }),
                    advice(403),
                    advice(429),
                    advice(503),
                    advice(101, { state: 'open' }),
                  ].join('\\n'));
                });
                """))
        .isEqualTo(
            """
            [["advice.onPurpose","ws://localhost:%1$d/"]]
            null
            null
            [["advice.unanswered"],["advice.again"]]
            [["advice.answer"]]
            [["advice.origin","http://localhost:%1$d"]]
            [["advice.later",429]]
            [["advice.later",503]]
            [["advice.taken"]]\
            """
                .formatted(port));
  }

  @Test
  void suggestsTheAddressThatIsMeant() {
    assertThat(
            browser.asyncScript(
                """
                const done = arguments[0];
                import('/assets/connection/address.js').then(({ addressProblem }) => done([
                  addressProblem('http://example.com/chat?a=b', 'http://example.com/'),
                  addressProblem('https://example.com/', 'http://example.com/'),
                  addressProblem('localhost:8080', 'http://example.com/'),
                  addressProblem('localhost:8080/chat', 'http://example.com/'),
                  addressProblem('localhost:99999', 'http://example.com/'),
                  addressProblem('ftp://example.com/', 'http://example.com/'),
                  addressProblem('mailto:somebody', 'http://example.com/'),
                  addressProblem('ws://example.com:8080/a?b', 'https://example.com/'),
                ].join('\\n')));
                """))
        .isEqualTo(
            """
            address.scheme.try,ws://example.com/chat?a=b
            address.scheme.try,wss://example.com/
            address.scheme.try,ws://localhost:8080/
            address.scheme.try,ws://localhost:8080/chat
            address.scheme
            address.scheme
            address.scheme
            address.mixed,wss://example.com:8080/a?b\
            """);
  }

  private void awaitAdvice(String advice) {
    browser.awaitText("closing-advice", advice);
  }
}
