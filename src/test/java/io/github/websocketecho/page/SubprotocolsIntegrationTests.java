package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The subprotocols that the page offers. */
class SubprotocolsIntegrationTests extends PageInBrowser {

  @Test
  void subprotocolsAreOfferedAndTheSelectedOneIsShown() {
    showOptions();
    browser.type("protocols", "chat.v2, chat.v1");
    openConnection("");
    assertThat(browser.text("state-negotiated"))
        .startsWith("subprotocol: chat.v2; extensions: permessage-deflate");
    assertThat(browser.log())
        .containsExactly("connected | CONNECTED " + server("") + " · subprotocol chat.v2");
    browser.click("close-button");
    browser.awaitText("state-name", "CLOSED (3)");
    browser.type("protocols", "");
    browser.click("open-button");
    browser.awaitText("state-name", "OPEN (1)");
    assertThat(browser.text("state-negotiated")).startsWith("subprotocol: none; extensions: ");
  }

  @Test
  void invalidSubprotocolIsReportedAtTheField() {
    showOptions();
    browser.type("protocols", "chat, with space");
    browser.awaitText(
        "protocols-problem",
        "“with space” is not a valid subprotocol name: no spaces, brackets or slashes.");
    browser.click("open-button");
    assertThat(browser.focused()).isEqualTo("protocols");
    assertThat(browser.text("state-name")).isEqualTo("CLOSED (3)");
    browser.type("protocols", "chat,chat");
    browser.awaitText(
        "protocols-problem",
        "The subprotocol “chat” is listed twice; browsers reject that with a SyntaxError.");
    browser.type("protocols", "chat, ,");
    browser.awaitText("protocols-problem", "");
  }

  @Test
  void subprotocolRulesAgreeWithTheBrowser() {
    assertThat(
            browser.asyncScript(
                """
                const done = arguments[0];
                import('/assets/connection/protocols.js').then(({ readProtocols }) => {
                  const names = Array.from({ length: 0x180 }, (_, code) => 'a' + String.fromCharCode(code) + 'b')
                    .filter(name => !name.includes(','));
                  const fields = [...names, '', ',', 'a,b', 'a,A', 'a,a', 'a,,b', '👋', '再', 'a,b,a'];
                  const disagreements = [];
                  for (const field of fields) {
                    const { protocols, problem } = readProtocols(field);
                    let browser = true;
                    try { new WebSocket('ws://localhost:1/', protocols).close(); } catch { browser = false; }
                    if (browser !== (problem === null)) { disagreements.push(JSON.stringify(field)); }
                  }
                  done(disagreements.join(' '));
                });
                """))
        .isEqualTo("");
  }

  @Test
  void reconnectOffersTheSameSubprotocols() {
    browser.script(
        """
        const Real = WebSocket;
        window.offered = [];
        window.WebSocket = class extends Real {
          constructor(address, protocols) { super(address, protocols); window.offered.push(protocols.join()); }
        };
        """);
    showOptions();
    browser.click("reconnect");
    browser.type("protocols", "chat.v1, chat.v2");
    openAddress(server("drop"));
    browser.await(
        () ->
            assertThat(browser.script("return window.offered.slice(0, 2).join(' ')"))
                .isEqualTo("chat.v1,chat.v2 chat.v1,chat.v2"));
    browser.click("reconnect");
  }
}
