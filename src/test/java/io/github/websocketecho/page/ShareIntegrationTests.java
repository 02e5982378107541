package io.github.websocketecho.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links that set the fields. */
class ShareIntegrationTests extends PageInBrowser {

  private static final String RECORD_COPIED_TEXT =
      """
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: async text => { window.copied = text; } }
      });
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "json | json-view | {\"one\": 1}",
        "hex  | hex-view  | 00 ff",
        "text | text-view | hello",
      })
  void linkSelectsTheKindOfMessage(String key, String field, String message) {
    openNewPage("?demo=off#" + key + "=" + URLEncoder.encode(message, UTF_8).replace("+", "%20"));
    browser.awaitText(
        "link-words",
        "The link has filled in the fields. Nothing has been sent yet: press Connect.");
    assertThat(browser.value(field)).isEqualTo(message);
    assertThat(browser.isShown(field)).isTrue();
    browser.script(RECORD_COPIED_TEXT);
    showOptions();
    browser.click("copy-link");
    browser.awaitText("link-feedback", "Link copied.");
    String copied = String.valueOf(browser.script("return window.copied"));
    for (String other : List.of("text", "json", "hex")) {
      assertThat(copied.contains("&" + other + "=")).as(copied).isEqualTo(other.equals(key));
    }
  }

  @Test
  void linkSetsTheFieldsAndSendsNothing() throws Exception {
    String address = server("linked?connection=share-nothing");
    open(
        "?demo=off#address="
            + address.replace("?", "%3F").replace("=", "%3D")
            + "&protocols=chat.v1&text=a%26b%3Dc%23%F0%9F%91%8B&code=4001&reason=%E5%86%8D%E8%A7%81"
            + "&mode=flood&kind=binary&size=7&count=9");
    browser.awaitText(
        "link-words",
        "The link has filled in the fields. Nothing has been sent yet: press Connect.");
    assertThat(browser.text("link-problems")).isEmpty();
    assertThat(
            List.of(
                browser.value("address"),
                browser.value("protocols"),
                browser.value("text-view"),
                browser.value("close-code"),
                browser.value("close-reason"),
                browser.value("run-mode"),
                browser.value("run-kind"),
                browser.value("run-size"),
                browser.value("run-count")))
        .containsExactly(address, "chat.v1", "a&b=c#👋", "4001", "再见", "flood", "binary", "7", "9");
    assertThat(browser.text("state-name")).isEqualTo("CLOSED (3)");
    assertThat(browser.log()).isEmpty();
    assertThat(transcript("share-nothing")).isEqualTo(404);

    browser.click("open-button");
    browser.awaitText("state-name", "OPEN (1)");
    assertThat(browser.text("link-words")).isEmpty();
    assertThat(transcript("share-nothing")).isEqualTo(200);
  }

  @Test
  void linkOverridesStoredValuesAndIsStoredWhenOpened() {
    showOptions();
    browser.type("protocols", "mine");
    openConnection("mine");
    openNewPage("?demo=off");
    assertThat(browser.value("address")).isEqualTo(server("mine"));
    assertThat(browser.value("protocols")).isEqualTo("mine");

    follow("address=" + server("linked") + "&protocols=");
    assertThat(browser.value("address")).isEqualTo(server("linked"));
    assertThat(browser.value("protocols")).isEmpty();
    openNewPage("?demo=off");
    assertThat(browser.value("address")).isEqualTo(server("mine"));
    assertThat(browser.value("protocols")).isEqualTo("mine");

    follow("address=" + server("linked") + "&protocols=");
    browser.click("open-button");
    browser.awaitText("state-name", "OPEN (1)");
    openNewPage("?demo=off");
    assertThat(browser.value("address")).isEqualTo(server("linked"));
    assertThat(browser.value("protocols")).isEmpty();
  }

  @Test
  void demoIgnoresTheFieldsOfALink() throws Exception {
    String address = server("linked?connection=share-demo");
    openNewPage("#address=" + address.replace("=", "%3D") + "&protocols=chat&text=linked");
    browser.awaitText("verdict-answer", "WebSocket works between your browser and this server.");
    browser.await(() -> assertThat(browser.log()).hasSize(4));
    assertThat(browser.log().getFirst()).isEqualTo("connected | CONNECTED " + server(""));
    assertThat(browser.value("address")).isEqualTo(address);
    assertThat(browser.value("protocols")).isEqualTo("chat");
    assertThat(browser.value("text-view")).isEqualTo("linked");
    assertThat(transcript("share-demo")).isEqualTo(404);
  }

  @Test
  void linkWithinThePageSetsFieldsButAnAnchorDoesNot() {
    browser.script("location.hash = 'output'");
    follow("text=first");
    browser.await(() -> assertThat(browser.value("text-view")).isEqualTo("first"));
    browser.script("location.hash = 'illegal/rsv1'");
    follow("code=1&text=second");
    browser.await(() -> assertThat(browser.value("text-view")).isEqualTo("second"));
    browser.awaitText("link-problems", "Code: invalid value in the link, ignored.");
    follow("text=" + "x".repeat(3996));
    browser.awaitText("link-words", "Nothing in this link could be used.");
    assertThat(browser.text("link-problems"))
        .isEqualTo("The link has 4,002 characters; at most 4,000 are allowed.");
    follow("text=" + "x".repeat(3994));
    browser.await(() -> assertThat(browser.value("text-view")).hasSize(3994));

    browser.click("open-button");
    browser.awaitText("state-name", "OPEN (1)");
    follow("text=third");
    browser.awaitText(
        "link-words", "The link has filled in the fields. Nothing has been sent yet.");
  }

  @Test
  void copiedLinkRestoresTheFields() {
    browser.script(RECORD_COPIED_TEXT);
    showOptions();
    browser.type("address", server("some/path?a=b&c=d"));
    browser.type("protocols", "chat.v1, chat.v2");
    browser.script("document.getElementById('text-view').value = '&=# 👋 \\ud83d \\n+%'");
    browser.type("close-code", "3001");
    browser.type("close-reason", "再见 & bye");
    browser.click("copy-link");
    browser.awaitText("link-feedback", "Link copied.");
    String link = String.valueOf(browser.script("return window.copied"));
    assertThat(link)
        .startsWith("http://localhost:" + port + "/?demo=off#address=ws")
        .doesNotContain("mode=");

    browser.open("about:blank");
    browser.open(link);
    browser.awaitText(
        "link-words",
        "The link has filled in the fields. Nothing has been sent yet: press Connect.");
    assertThat(browser.text("link-problems")).isEmpty();
    assertThat(
            List.of(
                browser.value("address"),
                browser.value("protocols"),
                browser.value("text-view"),
                browser.value("close-code"),
                browser.value("close-reason")))
        .containsExactly(
            server("some/path?a=b&c=d"),
            "chat.v1, chat.v2",
            "&=# 👋 \ufffd \n+%",
            "3001",
            "再见 & bye");
  }

  @Test
  void valuesThatALinkCannotContainAreReported() {
    browser.script(
        """
        Object.defineProperty(navigator, 'clipboard', { value: undefined });
        document.execCommand = () => false;
        """);
    showOptions();
    browser.type("close-code", "999");
    browser.click("copy-link");
    browser.awaitText(
        "link-feedback",
        "The browser blocked copying. The link is in the address bar now."
            + " Code: invalid value, left out of the link.");
    assertThat(String.valueOf(browser.script("return location.hash")))
        .contains("text=WebSocket%20rocks")
        .doesNotContain("code=");
    browser.script("document.getElementById('text-view').value = 'x'.repeat(5000)");
    browser.click("copy-link");
    browser.await(
        () ->
            assertThat(browser.text("link-feedback"))
                .matches(
                    "The link would have 5,[0-9]{3} characters; at most 4,000 are allowed."
                        + " Shorten the text\\."));
  }

  /** Navigates within the page, as a link to a fragment does. */
  private void follow(String fragment) {
    browser.script("location.hash = arguments[0]", fragment);
  }

  private int transcript(String id) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/connections/" + id));
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
