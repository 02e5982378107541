package io.github.websocketecho.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.websocketecho.scenario.ScenarioCatalogue;
import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The lines with which a scenario is run from elsewhere. */
@BrowserTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElsewhereIntegrationTests {

  private static final int PATIENCE_SECONDS = 60;

  /** The lines for each scenario's example, and for one whose every string needs care. */
  private static final String ALL =
      """
      const done = arguments[arguments.length - 1];
      (async () => {
        const { snippet, LANGUAGES } = await import('/assets/scenarios/snippets.js');
        const { conductAt } = await import('/assets/scenarios/conduct.js');
        const { targetOf, valuesOfExample } = await import('/assets/scenarios/target.js');
        const entries = await (await fetch('/scenarios?format=json')).json();
        const transcript = id => `http://${location.host}/connections/${id}?wait=5s`;
        const all = entries.map((entry, index) => {
          const target = targetOf(entry, valuesOfExample(entry));
          const address = `ws://${location.host}/${target}${target.includes('?') ? '&' : '?'}connection=e${index}`;
          const conduct = conductAt(entry, valuesOfExample(entry));
          return { id: entry.id, address, transcript: transcript('e' + index), conduct };
        });
        all.push({ id: 'evil', address: `ws://${location.host}/?it's=$HOME&\\\\`, transcript: transcript("it's"), conduct: {
          sends: [{ type: 'text', data: `'"\\\\ $(x) %s \\u2028\\u{1f44b}`, repeat: 1, times: 2 }],
          closes: { code: 4001, reason: `'"\\\\ $(x) \\ud83d\\udc4b\\n` }, offers: ["$it's", "`x`"],
          credentials: { scheme: 'basic', user: `'"\\\\$(x)`, password: `:@/#?%\\u{1f44b}\\n` } } });
        return all.map(one => ({ ...one, lines: Object.fromEntries(
          Object.keys(LANGUAGES).map(language => [language, snippet(language, one)])) }));
      })().then(all => done(JSON.stringify(all)), error => done(String(error)));
      """;

  private Browser browser;
  private List<JsonNode> all;

  @LocalServerPort private int port;
  @Autowired private ScenarioCatalogue catalogue;
  @TempDir private Path folder;

  @BeforeAll
  void start(Browser browser) {
    this.browser = browser;
    browser.open("http://localhost:" + port + "/?demo=off");
    all =
        TranscriptClient.parse(requireNonNull(browser.asyncScript(ALL)).toString())
            .valueStream()
            .toList();
    // The script adds one.
    assertThat(all).hasSize(catalogue.scenarios().size() + 1);
  }

  private String lines(String id, String language) {
    return all.stream()
        .filter(one -> one.get("id").asString().equals(id))
        .findAny()
        .orElseThrow()
        .at("/lines/" + language)
        .asString();
  }

  @Test
  void allHaveTheAddress() {
    assertThat(all)
        .filteredOn(one -> !one.get("id").asString().equals("evil"))
        .allSatisfy(
            one -> {
              for (String language : List.of("javascript", "java", "python", "websocat")) {
                assertThat(one.at("/lines/" + language).asString())
                    .contains(one.get("address").asString().substring("ws://".length()));
              }
              assertThat(one.at("/lines/curl").asString())
                  .isEqualTo("curl -s '" + one.get("transcript").asString() + "'");
            });
  }

  @Test
  void theJavaScriptRunsInABrowser() {
    browser.script(
        "window.logged = []; console.log = value => logged.push(JSON.stringify(value));");
    browser.script(lines("close", "javascript"));
    awaitLogged("{\"code\":4001,\"reason\":\"bye\",\"wasClean\":true}");
    browser.script(lines("close/on-request", "javascript"));
    awaitLogged("{\"code\":4001,\"reason\":\"bye\",\"wasClean\":true}");
    browser.script(lines("rate", "javascript"));
    awaitLogged(
        "{\"code\":1008,\"reason\":\"More than 3 messages in 10000 ms.\",\"wasClean\":true}");
    browser.script(lines("text-only", "javascript"));
    awaitLogged(
        "{\"code\":1003,\"reason\":\"Only text messages are accepted.\",\"wasClean\":true}");
    browser.script(lines("subprotocol", "javascript"));
    awaitLogged("{\"code\":4001,\"reason\":\"bye\",\"wasClean\":true}");
    browser.script(lines("auth/basic", "javascript"));
    awaitLogged("{\"code\":4001,\"reason\":\"bye\",\"wasClean\":true}");
    browser.script(lines("auth/cookie", "javascript"));
    awaitLogged("{\"code\":4001,\"reason\":\"bye\",\"wasClean\":true}");
    browser.script(lines("no-pong", "javascript"));
    awaitLogged("{\"code\":4001,\"reason\":\"bye\",\"wasClean\":true}");
  }

  private void awaitLogged(String expected) {
    browser.await(() -> assertThat(browser.script("return logged.at(-1)")).isEqualTo(expected));
    browser.script("logged.length = 0");
  }

  @Test
  void theJavaScriptIsRightWhateverTheStringsHold() {
    // A syntax error would throw; what it opens is closed at once.
    all.forEach(
        one ->
            browser.script(
                "const done = () => {\n" + one.at("/lines/javascript").asString() + "\n};"));
  }

  @Test
  void theJavaCompiles() {
    var sources = new ArrayList<JavaFileObject>();
    for (JsonNode one : all) {
      sources.add(source("e" + sources.size(), one.at("/lines/java").asString()));
    }
    var problems = new StringWriter();
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    problems,
                    null,
                    null,
                    List.of("-d", folder.toString(), "-proc:none", "-Xlint:all", "-Werror"),
                    null,
                    sources)
                .call())
        .as(problems.toString())
        .isTrue();
  }

  /** Each class in a package of its own, for all have the same name. */
  private static JavaFileObject source(String name, String lines) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + "/Scenario.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return "package " + name + ";\n" + lines;
      }
    };
  }

  @Test
  void theJavaRunsAsAFile() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    for (String id :
        List.of("close", "slow", "subprotocol", "auth/basic", "auth/bearer", "auth/cookie")) {
      Path file = Files.writeString(folder.resolve("Scenario.java"), lines(id, "java"));
      assertThat(run(java.toString(), file.toString())).isEqualTo("4001 bye\n");
    }
  }

  @Test
  void thePythonIsPython() throws Exception {
    assumeTrue(isThere("python3"), "There is no python3 on the PATH.");
    List<String> command = new ArrayList<>(List.of("python3", "-m", "py_compile"));
    command.addAll(write("python", ".py"));
    assertThat(run(command.toArray(String[]::new))).isEmpty();
  }

  @Test
  void theLinesForAShellAreLinesOfAShell() throws Exception {
    assumeTrue(isThere("sh"), "There is no sh on the PATH.");
    for (String language : List.of("websocat", "curl")) {
      for (String file : write(language, ".sh")) {
        assertThat(run("sh", "-n", file)).isEmpty();
      }
    }
    // A program of that name that only says how it was called, and with what input.
    Path shim = folder.resolve("websocat");
    Files.writeString(shim, "#!/bin/sh\nprintf '<%s>' \"$@\"\necho\ncat\n", UTF_8);
    assertThat(shim.toFile().setExecutable(true)).isTrue();
    String authorization =
        Base64.getEncoder().encodeToString("'\"\\$(x)::@/#?%👋\n".getBytes(UTF_8));
    assertThat(shell("evil"))
        .isEqualTo(
            "<-v><--protocol><$it's,`x`><-H=Authorization: Basic "
                + authorization
                + "><--linemode-strip-newlines><-B><20000000><--close-status-code><4001><--close-reason>"
                + "<'\"\\ $(x) 👋\n><ws://localhost:%d/?it's=$HOME&\\>\n".formatted(port)
                + "'\"\\ $(x) %s \u2028👋\n".repeat(2));
    assertThat(shell("limit")).endsWith("\n" + "x".repeat(17) + "\n");
    assertThat(shell("text-only")).endsWith(">\n\0");
    assertThat(shell("close"))
        .isEqualTo(
            "<-v><-E><ws://localhost:%d/close/4001?reason=bye&connection=e0>\n".formatted(port));
  }

  private String shell(String id) throws Exception {
    return run("sh", "-c", "PATH=" + folder + ":$PATH\n" + lines(id, "websocat"));
  }

  private List<String> write(String language, String suffix) throws IOException {
    List<String> files = new ArrayList<>();
    for (JsonNode one : all) {
      Path file = folder.resolve(language + files.size() + suffix);
      files.add(Files.writeString(file, one.at("/lines/" + language).asString()).toString());
    }
    return files;
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** What it wrote, to both of its outputs. */
  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
