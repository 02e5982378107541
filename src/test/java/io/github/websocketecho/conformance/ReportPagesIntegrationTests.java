package io.github.websocketecho.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages of reports and cases, and their comparison. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ReportPagesIntegrationTests {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String HTML = "text/html,*/*;q=0.8";
  private static final String CHINESE = "zh-CN";
  private static final String MARKUP = "<b>\"x\"</b>&amp;";

  @LocalServerPort private int port;

  @Autowired private ReportStore reports;

  @Test
  void reportShowsEachCaseAndTheSentencesOfThoseThatFailed() throws Exception {
    String query = named("client");
    pass(query, "1.1.1");
    fail(query, "1.1.2");

    String page = page("/conformance?" + query);
    assertThat(page)
        .contains(
            "<h1>Conformance of client</h1>",
            "1.1.1: passed",
            "1.1.2: failed",
            "The client should have sent a text message of 125 bytes");
    assertThat(rows(page)).containsExactly("1.1.2");
    assertThat(rows(page("/conformance?" + query + "&cases=all")))
        .containsExactly("1.1.1", "1.1.2");
    assertThat(page("/conformance?" + query, CHINESE))
        .contains("<h1>client 的一致性</h1>", "1.1.1: 通过", "1.1.2: 未通过");
  }

  @Test
  void caseShowsWhatBothSidesSent() throws Exception {
    String query = named("wire");
    pass(query, "1.1.2");
    String page = page("/conformance/" + report(query).file() + "_case_1_1_2.html");
    assertThat(page)
        .contains(
            "<h1>Case 1.1.2</h1>",
            "The server sends a text frame (125 bytes).",
            "The client kept the rules.",
            "text, FIN, 125 bytes",
            "close, FIN, 2 bytes",
            ">1000<",
            "03 e8");
    assertThat(page("/conformance/" + report(query).file() + "_case_1_1_2.html", CHINESE))
        .contains("<h1>用例 1.1.2</h1>", "客户端遵守了规则。");
  }

  @Test
  void nameOfAnAgentIsText() throws Exception {
    String query = named(MARKUP);
    fail(query, "1.1.1");
    String file = report(query).file();
    for (String target :
        List.of(
            "/conformance",
            "/conformance?" + query,
            "/conformance?" + query + "&" + with(query),
            "/conformance/" + file + "_case_1_1_1.html")) {
      assertThat(page(target))
          .as(target)
          .contains("&lt;b&gt;&quot;x&quot;&lt;/b&gt;&amp;amp;")
          .doesNotContain("<b>");
    }
    // Its links lead back to it.
    assertThat(page("/conformance")).contains("conformance?" + query.replace("&", "&amp;"));
  }

  @Test
  void comparisonShowsTheCasesThatDiffer() throws Exception {
    String one = named("one");
    String other = named("other");
    pass(one, "1.1.1");
    pass(one, "1.1.2");
    pass(one, "1.1.3");
    pass(other, "1.1.1");
    fail(other, "1.1.2");
    String query = one + "&" + with(other);

    JsonNode json = json("/conformance?" + query);
    assertThat(json.at("/compared").asInt()).isEqualTo(3);
    assertThat(json.at("/different").asInt()).isEqualTo(2);
    assertThat(json.at("/cases").findValuesAsString("id")).contains("1.1.2", "1.1.3");
    assertThat(json.at("/cases").size()).isEqualTo(2);
    assertThat(json.at("/cases/0/one/behavior").asString()).isEqualTo("OK");
    assertThat(json.at("/cases/0/other/behavior").asString()).isEqualTo("FAILED");
    assertThat(json.at("/cases/1/other").isNull()).isTrue();
    assertThat(json("/conformance?" + query + "&cases=all").at("/cases").size()).isEqualTo(3);

    assertThat(page("/conformance?" + query))
        .contains("<h1>one and other</h1>", "2 of 3 cases differ.", "1.1.2", "not run")
        .doesNotContain("1.1.1");
    assertThat(page("/conformance?" + query + "&cases=all")).contains("1.1.1", "same");
  }

  @Test
  void formLeadsToTheComparison() throws Exception {
    String one = named("a & b");
    String other = named("c");
    fail(one, "1.1.1");
    fail(other, "1.1.1");
    HttpResponse<String> redirect =
        get(
            "/conformance/compare?one=" + report(one).file() + "&other=" + report(other).file(),
            HTML,
            "en");
    assertThat(redirect.statusCode()).isEqualTo(302);
    assertThat(redirect.headers().firstValue("Location"))
        .contains("../conformance?" + one + "&" + with(other));
    assertThat(page("/conformance"))
        .contains("value=\"" + report(one).file() + "\"", "value=\"" + report(other).file() + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/conformance?agent=nobody",
        "/conformance?agent=%3Cb%3E&with=nobody",
        "/conformance/nobody_case_1_1_1.html",
        "/conformance/compare?one=nobody&other=nobody"
      })
  void unknownReportIsA404(String target) throws Exception {
    HttpResponse<String> page = get(target, HTML, "en");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    assertThat(page.body()).contains("HTTP 404").doesNotContain("<b>");
    assertThat(get(target, "application/json", "en").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "/conformance?agnet=x, agnet",
    "/conformance?cases=some, cases",
    "/conformance?with=x, agent",
    "/conformance?agent=x&agent=y, agent"
  })
  void wrongParameterIsNamed(String target, String parameter) throws Exception {
    HttpResponse<String> response = get(target, "application/json", "en");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(JsonMapper.shared().readTree(response.body()).at("/parameter").asString())
        .isEqualTo(parameter);
  }

  @Test
  void casesOfAllSetsAreListedInTheirOrder() throws Exception {
    JsonNode cases = json("/conformance/cases");
    assertThat(cases.at("/0/id").asString()).isEqualTo("1.1.1");
    assertThat(cases.at("/0/set").asString()).isEqualTo("autobahn");
    assertThat(cases.at("/0/address").asString()).isEqualTo("/case/1.1.1");
    for (int i = 0; i < cases.size(); i++) {
      assertThat(cases.get(i).at("/place").asInt()).isEqualTo(i + 1);
    }
    JsonNode last = cases.get(cases.size() - 1);
    assertThat(last.at("/set").asString()).isEqualTo("beyond");
    assertThat(last.at("/placeInSet").asInt()).isLessThan(last.at("/place").asInt());

    assertThat(page("/conformance/cases"))
        .contains("Test this browser", "data-case=\"1.1.1\"", "id=\"case-legal/empty\"");
    assertThat(page("/conformance/cases", CHINESE)).contains("测试这个浏览器", "合法但少见");
  }

  @Test
  void everyGroupHasATitleInBothLanguages() throws Exception {
    for (String page : List.of(page("/conformance/cases"), page("/conformance/cases", CHINESE))) {
      for (String group : json("/conformance/cases").findValuesAsString("group")) {
        assertThat(page).as(group).doesNotContain("<span>" + group + "</span>");
      }
    }
  }

  @Test
  void languageLinkKeepsTheReport() throws Exception {
    String query = named("kept");
    fail(query, "1.1.1");
    assertThat(page("/conformance?" + query))
        .contains("?lang=zh-Hans&amp;" + query.replace("&", "&amp;"));
    assertThat(page("/conformance?lang=zh-Hans&" + query)).contains("lang=\"zh-Hans\"");
  }

  /** A query with a new run of an agent. */
  private static String named(String agent) {
    return "agent=" + UriUtils.encode(agent, UTF_8) + "&run=" + UUID.randomUUID();
  }

  /** The same as that of the report to compare with. */
  private static String with(String query) {
    return query.replace("agent=", "with=").replace("run=", "withRun=");
  }

  private void pass(String query, String id) throws Exception {
    run(
        query,
        id,
        client -> {
          client.sendText(client.read().text());
          assertThat(client.read().closeCode()).isEqualTo(1000);
          client.sendClose(1000, "");
          client.readRest();
        });
  }

  /** The client echoes nothing. */
  private void fail(String query, String id) throws Exception {
    run(query, id, client -> {});
  }

  private interface Client {
    void run(RawClient client) throws IOException;
  }

  /** Runs a case, and waits for its result. */
  private void run(String query, String id, Client client) throws Exception {
    var has = new CountDownLatch(1);
    try (var connection = RawClient.open(port, "/all/runCase?casetuple=" + id + "&" + query)) {
      client.run(connection);
    }
    report(query).await(id, has::countDown);
    if (report(query).result(id).isEmpty()) {
      assertThat(has.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Report report(String query) {
    var parameters = UriComponentsBuilder.fromUriString("?" + query).build().getQueryParams();
    var agent =
        new Agent(
            UriUtils.decode(String.valueOf(parameters.getFirst("agent")), UTF_8),
            String.valueOf(parameters.getFirst("run")));
    return reports.of(agent);
  }

  /** The ids of the cases in the list of a report. */
  private static List<String> rows(String page) {
    return Pattern.compile("<h3>\\s*<a[^>]*>([^<]+)</a>")
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private JsonNode json(String target) throws Exception {
    HttpResponse<String> response = get(target, "application/json", "en");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(response.body());
  }

  private String page(String target) throws Exception {
    return page(target, "en");
  }

  private String page(String target, String language) throws Exception {
    HttpResponse<String> response = get(target, HTML, language);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    return response.body();
  }

  private HttpResponse<String> get(String target, String accept, String language) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + target))
            .header("Accept", accept)
            .header("Accept-Language", language)
            .build(),
        BodyHandlers.ofString());
  }
}
