package io.github.websocketecho.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A person gets a page at an address at which a program gets JSON, with the same status. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.limits.connection-rate=0",
      "websocket-echo.limits.requests-per-address=0"
    })
class AddressPageIntegrationTests {

  private static final List<String> DEPENDS_ON = List.of("accept", "accept-language", "cookie");

  private static final String BROWSER =
      "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({
    "/close/4001?reason=bye, 426, Scenario /close/{code}, 场景 /close/{code}",
    "/drop,                  426, Scenario /drop,         场景 /drop",
    "/illegal/rsv2,          426, Scenario /illegal/rsv2, 场景 /illegal/rsv2",
    "/abort,                 426, Scenario /drop,         场景 /drop",
    "/ws/timeout/5,          426, Scenario /timeout,      场景 /timeout",
    "/any/thing,             426, Echo,                   回显",
    "/close/999,             400, Wrong parameter,        参数有误",
    "/x?connection=%3C,      400, Wrong parameter,        参数有误",
    "/connections/x?wait=1y, 400, Wrong parameter,        参数有误",
    "/clsoe/1000,            404, No such scenario,       没有这个场景",
    "/drop&connection=x,     404, No such scenario,       没有这个场景",
    "/connections/none,      404, No such transcript,     没有这个记录",
    "/connections,           404, Nothing here,           这里什么也没有",
    "/assets/none.js,        404, Nothing here,           这里什么也没有",
    "/actuator/none,         404, Nothing here,           这里什么也没有",
    "/connections/x/messages, 405, This does not work,    无法处理这个请求",
  })
  void personGetsAPageAndAProgramGetsJson(String target, int status, String english, String chinese)
      throws Exception {
    Response json = get(target);
    assertThat(json.status()).isEqualTo(status);
    assertThat(json.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(dependsOn(json)).containsAll(DEPENDS_ON);

    Response page = get(target, BROWSER);
    assertThat(page.status()).isEqualTo(status);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(dependsOn(page)).containsAll(DEPENDS_ON);
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    for (String header : List.of("Upgrade", "Connection", "Allow", "Retry-After")) {
      assertThat(page.header(header)).as(header).isEqualTo(json.header(header));
    }
    assertThat(page.body()).contains("<h1>" + english + "</h1>").contains("HTTP " + status);

    assertThat(get(target, BROWSER, "Accept-Language: zh-CN").body())
        .contains("<html", "lang=\"zh-Hans\"", "<h1>" + chinese + "</h1>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/json",
        "application/problem+json",
        "application/json, text/html",
        "application/*",
        "text/html;q=0",
        "text/html;q=0.5, application/json",
        "text/plain",
        "text/html;q=x",
        "<script>",
      })
  void clientThatDoesNotPreferHtmlGetsJson(String accepted) throws Exception {
    Response response = get("/close/1000", "Accept: " + accepted);
    assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.body()).isEqualTo(get("/close/1000").body());
  }

  @Test
  void openingHandshakeAndOtherMethodsNeverGetAPage() throws Exception {
    try (var client = RawClient.connect(port)) {
      Response rejected = client.handshake("/close/999", BROWSER);
      assertThat(rejected.status()).isEqualTo(400);
      assertThat(rejected.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(rejected.header("Vary")).isEmpty();
    }
    for (String method : List.of("POST", "DELETE", "TRACE")) {
      assertThat(send(method, "/close/1000", BROWSER).header("Content-Type"))
          .isEqualTo("application/problem+json");
    }
  }

  @Test
  void headHasTheHeadersOfThePage() throws Exception {
    Response head = send("HEAD", "/close/1000", BROWSER);
    assertThat(head.status()).isEqualTo(426);
    assertThat(head.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
  }

  @Test
  void pageOfAScenarioDescribesItAndHasLinksAndCommands() throws Exception {
    String page = get("/close/4001?reason=bye", BROWSER).body();
    assertThat(page)
        .contains("It closes the connection with the code and the reason that you choose.")
        .contains("code:\u00a04001, reason:\u00a0&quot;bye&quot;, wasClean:\u00a0true")
        .contains("href=\"https://www.rfc-editor.org/rfc/rfc6455.html#section-7.1.2\"")
        .contains("1000-1003, 1007-1014, 3000-4999")
        .contains("href=\"../#scenario=close%3Fcode%3D4001%26reason%3Dbye\"")
        .contains("href=\"../#address=ws%3A%2F%2Flocalhost%3A8099%2Fclose%2F4001%3Freason%3Dbye\"")
        .containsPattern(
            "npx wscat -c &quot;ws://localhost:8099/close/4001\\?reason=bye&amp;connection=my-[0-9a-f]{8}&quot;")
        .containsPattern(
            "curl -s &quot;http://localhost:8099/connections/my-[0-9a-f]{8}\\?wait=10s&quot;");
  }

  @Test
  void expectationFollowsTheValuesOfTheAddress() throws Exception {
    assertThat(get("/close/1000", BROWSER).body())
        .contains("code:\u00a01000, reason:\u00a0&quot;&quot;, wasClean:\u00a0true")
        .contains("href=\"../#scenario=close%3Fcode%3D1000%26reason%3D\"");
    assertThat(get("/timeout?idle=3s", BROWSER).body())
        .contains("code:\u00a01001, reason:\u00a0*, wasClean:\u00a0true");
  }

  @Test
  void expectationOfPagesIsShownIfItDiffers() throws Exception {
    assertThat(get("/legal/no-subprotocol", BROWSER).body())
        .containsSubsequence(
            "A correct client reports",
            "code:\u00a01000, reason:\u00a0&quot;&quot;, wasClean:\u00a0true",
            "A page in a browser reports",
            "code:\u00a01006, reason:\u00a0&quot;&quot;, wasClean:\u00a0false");
    assertThat(get("/close/1000", BROWSER).body()).doesNotContain("A page in a browser reports");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      quoteCharacter = '`',
      textBlock =
          """
          /subprotocol | -s chat -s superchat | --protocol chat,superchat
          /auth/basic  | --auth "user:password" | --basic-auth "user:password"
          /auth/basic?password=a%20b | --auth "user:***" | --basic-auth "user:***"
          /auth/bearer | -H "Authorization: Bearer token" | -H="Authorization: Bearer token"
          """)
  void commandsSendWhatTheScenarioNeeds(String target, String wscat, String websocat)
      throws Exception {
    assertThat(commands(get(target, BROWSER).body()))
        .contains("npx wscat " + wscat + " -c \"ws://localhost:8099/")
        .contains("websocat -v " + websocat + " \"ws://localhost:8099/");
  }

  @Test
  void valueThatMayBeSecretIsNotRepeated() throws Exception {
    String page = get("/auth/basic?user=me4711&password=geheim&within=1s", BROWSER).body();
    assertThat(page)
        .contains("*** stands for a value that may be secret")
        .contains("user=***", "password=***", "within=1s")
        .contains("href=\"../#scenario=auth%2Fbasic%3Fwithin%3D1s\"")
        .contains("href=\"?lang=zh-Hans&amp;user=***&amp;password=***&amp;within=1s\"")
        .doesNotContain("me4711", "geheim");
    assertThat(get("/auth/basic?user=a:b&password=geheim", BROWSER).body())
        .contains("href=\"../auth/basic\"")
        .doesNotContain("a:b", "geheim");
    assertThat(get("/auth/basic", BROWSER).body()).doesNotContain("***");
  }

  @Test
  void pageOfAScenarioThatNoPageCanRunHasNoLinkToRunIt() throws Exception {
    assertThat(get("/no-pong", BROWSER).body())
        .contains("Browsers do not let a page do what this scenario takes.")
        .doesNotContain("#scenario=");
  }

  @ParameterizedTest
  @CsvSource({
    "/close/999,                 ../close/4001",
    "/close/999?reason=a%20b,    ../close/4001?reason=a%20b",
    "/timeout?idle=x,            ./timeout?idle=1s",
    "/ws/timeout/x,              ../../timeout?idle=1s",
    "/x?max_message_size=a&b=c,  ./x?b=c",
    "/clsoe/1000,                ../close/4001?reason=bye",
    "/drop&connection=x,         ./drop?connection=x",
    "//drop&connection=x,        ../drop?connection=x",
  })
  void pageOfAWrongAddressLinksToACorrectOne(String target, String link) throws Exception {
    assertThat(get(target, BROWSER).body()).contains("href=\"" + link.replace("&", "&amp;") + "\"");
  }

  @Test
  void languageOfTheAddressIsStoredAndIsNoParameter() throws Exception {
    Response page = get("/close/4001?lang=zh&reason=bye", BROWSER);
    assertThat(page.header("Set-Cookie")).startsWith("websocket-echo-language=zh;");
    assertThat(page.body())
        .contains("<h1>场景 /close/{code}</h1>")
        .contains("href=\"?lang=en&amp;reason=bye\"")
        .contains(">ws://localhost:8099/close/4001?reason=bye<");
    assertThat(get("/close/4001?lang=fr", BROWSER).body()).contains("<h1>Scenario");
    assertThat(get("/close/4001?lang=zh").header("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/x'$(id)'!*",
        "/x?a=$HOME&b='\";id;'",
        "/%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/drop?%24(id)=%60id%60&x=$(id)!",
        "/drop&x=$(id)\u2019",
      })
  void hostileTargetIsHarmlessInHtmlAndInAShell(String target) throws Exception {
    Response page = get(target, BROWSER);
    if (page.status() != 400 || page.header("Content-Type").startsWith("text/html")) {
      assertThat(page.body()).doesNotContain("<script>alert");
      assertThat(commands(page.body())).doesNotContainPattern("[$`!\\\\']|\"[^\"\\n]*\"[^\\n ]");
    }
  }

  private static String commands(String html) {
    return html.lines()
        .filter(line -> line.contains("&quot;ws") || line.contains("&quot;http"))
        .map(line -> line.replaceAll("<[^>]*>", "").replace("&quot;", "\""))
        .reduce("", (some, next) -> some + next + '\n');
  }

  @ParameterizedTest
  @ValueSource(strings = {"a$(id)", "a`id`", "x\"y", "a'b", "<b>", "a b"})
  void hostileHostIsNotInThePage(String host) throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response =
          client.request("GET", "/drop", List.of("Host: " + host, BROWSER, "Connection: close"));
      assertThat(response.body()).doesNotContain(host);
    }
  }

  @ParameterizedTest
  @CsvSource({"[::1]:81, ws://[::1]:81/drop", "a_b.example, ws://a_b.example/drop"})
  void addressHasTheHostOfTheRequest(String host, String address) throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.request("GET", "/drop", List.of("Host: " + host, BROWSER));
      assertThat(response.body()).contains(">" + address + "<");
    }
  }

  @Test
  void longAddressHasAShortPage() throws Exception {
    for (String target : List.of("/" + "x'".repeat(3_000), "/" + "/".repeat(6_000) + "x")) {
      Response page = get(target, BROWSER);
      assertThat(page.status()).isEqualTo(426);
      assertThat(page.body()).hasSizeLessThan(10_000);
    }
  }

  @Test
  void transcriptIsAPageForAPerson() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.handshake("/close/4001?reason=bye&connection=seen", "X-Sent: <b>here</b>");
      client.read();
      client.sendClose(4001, "bye");
      client.readEnd();
    }
    String page = get("/connections/seen?wait=5s", BROWSER).body();
    assertThat(page)
        .contains("<h1>Connection seen</h1>", "/close/4001?reason=bye&amp;connection=seen")
        .contains("X-Sent", "&lt;b&gt;here&lt;/b&gt;")
        .contains("Passed.", "The client answered with the code 4001.", "4001 bye");
    assertThat(get("/connections/seen?lang=zh", BROWSER).body()).contains("<h1>连接 seen</h1>");
    Response json = get("/connections/seen?lang=zh");
    assertThat(json.header("Content-Type")).isEqualTo("application/json");
    assertThat(json.header("Set-Cookie")).isEmpty();
  }

  @Test
  void closeFrameWithoutACodeIsNamedOnThePage() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.handshake("/close/empty?connection=no-code");
      client.read();
      assertThat(get("/connections/no-code?wait=0s", BROWSER).body())
          .contains("<dd>without a code</dd>");
    }
  }

  @Test
  void absentTranscriptIsNoErrorIfTheProgramAsksSo() throws Exception {
    Response response = get("/connections/none?absent=empty");
    assertThat(response.status()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(get("/connections/none?absent=x").status()).isEqualTo(404);
    assertThat(get("/connections/none?absent=empty&wait=x").status()).isEqualTo(400);
  }

  private Response get(String target, String... headers) throws Exception {
    return send("GET", target, headers);
  }

  /** Uses HTTP/1.0, so that the body is not chunked. */
  private Response send(String method, String target, String... headers) throws Exception {
    List<String> lines = new ArrayList<>(List.of("Host: localhost:8099"));
    Collections.addAll(lines, headers);
    try (var client = RawClient.connect(port)) {
      client.send(
          (method + ' ' + target + " HTTP/1.0\r\n" + String.join("\r\n", lines) + "\r\n\r\n")
              .getBytes(UTF_8));
      Response response = client.readResponse();
      String rest = new String(client.readRest(), UTF_8);
      return new Response(response.status(), response.headers(), response.body() + rest);
    }
  }

  /** The names in Vary. Tomcat writes them in another form if the response may be compressed. */
  private static List<String> dependsOn(Response response) {
    return List.of(response.header("Vary").toLowerCase(Locale.ROOT).split(",\\s*"));
  }
}
