package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the catalogue's scripts work out, one by one. */
@BrowserTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndingsModulesIntegrationTests {

  private Browser browser;

  @LocalServerPort private int port;

  @BeforeAll
  void start(Browser browser) {
    this.browser = browser;
    browser.open("http://localhost:" + port + "/?demo=off");
  }

  @Test
  void anAddressMadeOfTheValuesOfAnExampleIsThatExample() {
    assertThat(
            evaluate(
                "target",
                """
                entries.map(entry => [entry.example, '/' + module.targetOf(entry, module.valuesOfExample(entry))])
                  .filter(([one, other]) => one !== other)
                """))
        .isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "close       | {}                                | close/1000",
        "close       | {code: '', reason: 'a&b=c d'}     | close/1000?reason=a%26b%3Dc%20d",
        "close       | {code: '4000/1', burst: '3'}      | close/4000%2F1?burst=3",
        "refuse      | {status: '401', realm: 'é'}       | refuse/401?realm=%C3%A9",
        "close       | {reason: 'half \\ud83d'}           | close/1000?reason=half%20%EF%BF%BD",
        "refuse      | {status: '\\udc4b'}                | refuse/%EF%BF%BD",
        "close/empty | {}                                | close/empty",
      })
  void makesAnAddressOfValues(String id, String values, String expected) {
    assertThat(evaluate("target", "module.targetOf(entry('%s'), %s)".formatted(id, values)))
        .isEqualTo('"' + expected + '"');
  }

  @ParameterizedTest
  @CsvSource({
    "milliseconds, 500ms, 500",
    "milliseconds, 2s,    2000",
    "milliseconds, 2m,    120000",
    "milliseconds, 2,     0",
    "bytes,        16B,   16",
    "bytes,        16,    16",
    "bytes,        64KB,  65536",
    "bytes,        1GB,   1073741824",
    "bytes,        much,  0",
  })
  void readsWhatAddressesCarry(String what, String text, String expected) {
    assertThat(evaluate("target", "module.%s('%s')".formatted(what, text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "close  | {}                | []",
        "close  | {after: '500ms'}  | []",
        "close  | {after: '0'}      | []",
        "drop   | {after: '3'}      | [[\"text\",\"hello\",1,3]]",
        "silent | {after: '2'}      | [[\"text\",\"hello\",1,2]]",
        "limit  | {message: '16B'}  | [[\"text\",\"x\",17,1]]",
        "limit  | {message: '2KB'}  | [[\"text\",\"x\",2049,1]]",
        "limit  | {}                | [[\"text\",\"x\",1025,1]]",
        "rate   | {messages: '5'}   | [[\"text\",\"hello\",1,6]]",
        "rate   | {}                | [[\"text\",\"hello\",1,11]]",
        "text-only | {}             | [[\"binary\",\"00\",1,1]]",
      })
  void sendsAsMuchAsTheParametersAskFor(String id, String values, String expected) {
    assertThat(
            evaluate(
                "conduct",
                "module.conductAt(entry('%s'), %s).sends.map(Object.values)".formatted(id, values)))
        .isEqualTo(expected);
  }

  @Test
  void waitsLongerThanTheAddressDoes() {
    assertThat(evaluate("conduct", "module.patienceWith(entry('ignore-close'), {})"))
        .isEqualTo("100000");
    assertThat(evaluate("conduct", "module.patienceWith(entry('ignore-close'), {hold: '1s'})"))
        .isEqualTo("11000");
    assertThat(evaluate("conduct", "module.patienceWith(entry('close'), {})")).isEqualTo("10000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "close        | {code: '4001', reason: 'bye'}                | [4001,\"bye\",true]",
        "close        | {}                                           | [1000,\"\",true]",
        "answer-close | {code: '4002', reason: 'other', delay: '1s'} | [4002,\"other\",true]",
        "answer-close | {}                                           | [4001,\"bye\",true]",
        "hold-tcp     | {hold: '1s'}                                 | [4001,\"bye\",true]",
        "drop         | {after: '3'}                                 | [1006,\"\",false]",
        "cut          | {at: 'header'}                               | [1006,\"\",false]",
        "timeout      | {idle: '1s'}          | [1001,\"Nothing came for 1000 ms.\",true]",
        "timeout      | {idle: '2s'}                                 | [1001,null,true]",
        "refuse       | {status: '401'}                              | [1006,\"\",false]",
        "refuse       | {times: '1', key: 'k'}                       | [null,null,null]",
        "illegal/rsv1 | {within: '1s'}                               | [1006,\"\",false]",
      })
  void expectsWhatCanBeSaid(String id, String values, String expected) {
    assertThat(
            evaluate(
                "expectation",
                """
                import('/assets/endings/conduct.js').then(({ conductAt }) => {
                  const { code, reason, wasClean } = module.expectedAt(entry('%1$s'), %2$s, conductAt(entry('%1$s'), %2$s));
                  return [code, reason, wasClean];
                })
                """
                    .formatted(id, values)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "passed | {expected: CLEAN, report: CLEAN, verdict: {passed: true}}",
        "undecided | {expected: CLEAN, report: CLEAN, verdict: {passed: null}}",
        "undecided | {expected: CLEAN, report: CLEAN}",
        "undecided | {expected: CLEAN, report: CLEAN, whyNot: 'gone'}",
        "undecided | {expected: CLEAN, report: CLEAN, whyNot: 'busy'}",
        "unreachable | {expected: CLEAN, report: CLEAN, whyNot: 'unreachable'}",
        "unreachable | {expected: CLEAN, report: LOST, whyNot: 'unreachable'}",
        "unreachable | {expected: CLEAN, report: null, whyNot: 'unreachable'}",
        "passed | {expected: ANY, report: LOST, verdict: {passed: true}}",
        "server | {expected: CLEAN, report: CLEAN, verdict: {passed: false}}",
        "report | {expected: CLEAN, report: LOST, verdict: {passed: true}}",
        "known  | {expected: CLEAN, report: LOST, verdict: {passed: false}, deviation: LOST}",
        "passed | {expected: CLEAN, report: CLEAN, verdict: {passed: true}, deviation: LOST}",
        "report | {expected: CLEAN, report: OTHER, verdict: {passed: false}, deviation: LOST}",
        "known  | {expected: LOST, report: LOST, verdict: {passed: false}, deviation: LOST}",
        "passed | {expected: LOST, report: LOST, verdict: {passed: true}, deviation: LOST}",
        "undecided | {expected: LOST, report: LOST, verdict: {passed: null}, deviation: LOST}",
        "silent | {expected: CLEAN, report: null, deviation: LOST}",
      })
  void judgesBothSides(String expected, String run) {
    assertThat(
            evaluate(
                "expectation",
                """
                ((ANY, CLEAN, LOST, OTHER) => module.judge(%s))(
                  {code: null, reason: null, wasClean: null},
                  {code: 1000, reason: '', wasClean: true},
                  {code: 1006, reason: '', wasClean: false},
                  {code: 1002, reason: '', wasClean: true})
                """
                    .formatted(run)))
        .isEqualTo('"' + expected + '"');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Chromium 156 | {userAgentData: {brands: [{brand: 'Not A', version: '8'}, {brand:"
            + " 'Chromium', version: '156'}]}}",
        "Chromium 156 | {userAgent: 'Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/156.0.0.0 Safari/537.36'}",
        "Chromium 156 | {userAgent: 'Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " HeadlessChrome/156.0.0.0 Safari/537.36'}",
        "Firefox 147  | {userAgent: 'Mozilla/5.0 (X11; rv:147.0) Gecko/20100101 Firefox/147.0'}",
        "Safari 26    | {userAgent: 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like"
            + " Gecko) Version/26.1 Safari/605.1.15'}",
        "''             | {userAgent: 'curl/8'}",
        "Chromium 156 | {userAgent: 'Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0'}",
        "Chromium 156 | {userAgent: 'Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/156.0.0.0 Safari/537.36 OPR/140.0.0.0'}",
        "Chromium 157 | {userAgentData: {brands: [{brand: 'Brave', version: '157'}, {brand:"
            + " 'Chromium', version: '157'}]}}",
      })
  void knowsTheBrowser(String expected, String navigator) {
    assertThat(
            evaluate(
                "browser",
                "Object.values(module.browserOf(%s) ?? {}).join(' ')".formatted(navigator)))
        .isEqualTo('"' + expected + '"');
  }

  @ParameterizedTest
  @CsvSource({
    "illegal/close-999,  Chromium, 999",
    "illegal/close-999,  Firefox,  999",
    "illegal/close-1005, Firefox,  1005",
    "illegal/close-1005, Chromium, none",
    "illegal/masked,     Firefox,  1006",
    "after-close,        Chromium, 1006",
    "after-close,        Firefox,  none",
    "close,              Firefox,  none",
  })
  void knowsADeviationByTheNameOfTheBrowser(String id, String browser, String code) {
    assertThat(
            evaluate(
                "ending-run",
                """
                (run => String(run.expectation({}).deviation?.expected.code ?? 'none'))
                  (new module.EndingRun(entry('%s'), '%s'))
                """
                    .formatted(id, browser)))
        .isEqualTo('"' + code + '"');
  }

  @ParameterizedTest
  @CsvSource({
    "'',                  all,        66",
    "/close/mid-message,  all,        1",
    "'LATE  echoes',      all,        2",
    "7.4.2,               all,        6",
    "RFC 7692,            all,        1",
    "1009,                all,        1",
    "retryafter,          all,        1",
    "no such thing,       all,        0",
    "'',                  passed,     0",
    "'',                  idle,       66",
  })
  void showsThoseThatHaveTheWordsAndTheState(String words, String state, String count) {
    assertThat(
            evaluate(
                "filter",
                "entries.filter(entry => module.isShown(entry, 'idle', '%s', '%s')).length"
                    .formatted(words, state)))
        .isEqualTo(count);
  }

  @Test
  void givesUpWaitingForAnEndAndEndsTheConnectionItself() {
    assertThat(
            evaluate(
                "visit",
                """
                module.visit('silent?hold=2m', { sends: [], closes: null },
                    { patience: 200, signal: AbortSignal.timeout(60_000) })
                  .then(({ report, transcript }) => [report, transcript.ending])
                """))
        .isEqualTo("[null,\"silent\"]");
  }

  @Test
  void aTableInMarkdownStaysOneWhateverWasSaid() {
    assertThat(
            evaluate(
                "report",
                """
                module.asMarkdown({ endings: [{ id: 'a|b', state: 'passed', reported: null,
                    expected: { code: null, reason: '`|', wasClean: true },
                    server: { verdict: { observed: 'one\\ntwo', remark: 'three|' } } }] },
                  { title: 'T', facts: 'F', heads: ['1', '2', '3', '4', '5'], states: { passed: 'ok' } })
                  .split('\\n').at(-2)
                """))
        .isEqualTo(
            "\"| `a\\\\|b` | ``code: *, reason: \\\"`\\\\|\\\", wasClean: true`` |  | one two"
                + " three\\\\| | ok |\"");
  }

  /** The JSON of an expression; it may name the module and the entries of the catalogue. */
  private String evaluate(String module, String expression) {
    Object json =
        browser.asyncScript(
            """
            const done = arguments[arguments.length - 1];
            (async () => {
              const module = await import('/assets/endings/' + arguments[0] + '.js');
              const entries = window.entries ??=
                  await (await fetch('/endings', { headers: { Accept: 'application/json' } })).json();
              const entry = id => entries.find(candidate => candidate.id === id);
              return %s;
            })().then(value => done(JSON.stringify(value)), error => done(String(error)));
            """
                .formatted(expression.strip())
                .replace("arguments[0] + '.js'", "'" + module + ".js'"));
    return Objects.toString(json);
  }
}
