package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The ranges of the parameters of scenarios: both bounds of each, and values beyond them. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ScenarioParametersIntegrationTests {

  private static final String TIMES = "0s-2m, such as 500ms or 2s";

  @LocalServerPort private int port;
  @Autowired private ScenarioCatalogue catalogue;

  @Test
  void opensEveryExample() throws Exception {
    for (Scenario scenario : catalogue.scenarios()) {
      if (!scenario.handlerAnswers()) {
        RawClient.open(port, scenario.example()).close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/close/1000?burst=0&after=2m",
        "/close/1000?burst=1000",
        "/close/1000?after=1000",
        "/answer-close?delay=2m&code=4999",
        "/answer-close?delay=120000ms",
        "/ignore-close?hold=2m",
        "/hold-tcp?hold=120s",
        "/drop?after=1000",
        "/reset?after=2m",
        "/silent?after=1000&pong=on",
        "/slow?delay=2m",
        "/timeout?idle=2m",
        "/ws/timeout/120",
        "/limit?message=1GB",
        "/limit?message=1073741824",
        "/rate?messages=1000&per=2m",
        "/rate?messages=0&per=0s"
      })
  void acceptsBothBoundsOfEachRange(String target) throws Exception {
    RawClient.open(port, target).close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/close/1000?burst=-1       | burst    | -1       | 0-1000",
        "/close/1000?burst=1001     | burst    | 1001     | 0-1000",
        "/close/1000?burst=         | burst    | ''       | 0-1000",
        "/close/01000               | code     | 01000    | 1000-1003, 1007-1014, 3000-4999",
        "/close/%2B1000             | code     | +1000    | 1000-1003, 1007-1014, 3000-4999",
        "/refuse/0503               | status   | 0503     | 300-599",
        "/?max_message_size=%D9%A1  | max_message_size | \u0661 | 0-1073741824 bytes, 0 for no limit",
        "/ws/close/999              | code     | 999      | 1000-1003, 1007-1014, 3000-4999",
        "/answer-close?delay=121s   | delay    | 121s     | " + TIMES,
        "/answer-close?delay=5      | delay    | 5        | " + TIMES,
        "/answer-close?code=1005    | code     | 1005     | 1000-1003, 1007-1014, 3000-4999",
        "/ignore-close?hold=-1s     | hold     | -1s      | " + TIMES,
        "/ignore-close?hold=120001ms| hold     | 120001ms | " + TIMES,
        "/hold-tcp?hold=            | hold     | ''       | " + TIMES,
        "/hold-tcp?hold=PT2M        | hold     | PT2M     | " + TIMES,
        "/hold-tcp?hold=1h          | hold     | 1h       | " + TIMES,
        "/drop?after=1001           | after    | 1001     | 0-1000 messages, or a time of 0s-2m, such as 500ms or 2s",
        "/abort?after=x             | after    | x        | 0-1000 messages, or a time of 0s-2m, such as 500ms or 2s",
        "/reset?after=3m            | after    | 3m       | 0-1000 messages, or a time of 0s-2m, such as 500ms or 2s",
        "/cut?at=nowhere            | at       | nowhere  | header, payload, fragment",
        "/cut?at=Header             | at       | Header   | header, payload, fragment",
        "/silent?pong=true          | pong     | true     | on, off",
        "/silent?after=-1           | after    | -1       | 0-1000 messages, or a time of 0s-2m, such as 500ms or 2s",
        "/slow?delay=2m1s           | delay    | 2m1s     | " + TIMES,
        "/timeout?idle=121s         | idle     | 121s     | " + TIMES,
        "/ws/timeout/121            | idle     | 121s     | " + TIMES,
        "/ws/timeout/x              | idle     | xs       | " + TIMES,
        "/limit?message=-1          | message  | -1       | 0B-1GB, such as 100B or 64KB",
        "/limit?message=1025MB      | message  | 1025MB   | 0B-1GB, such as 100B or 64KB",
        "/limit?message=9999999999TB| message  | 9999999999TB | 0B-1GB, such as 100B or 64KB",
        "/rate?messages=1001        | messages | 1001     | 0-1000",
        "/rate?per=1d               | per      | 1d       | " + TIMES
      })
  void rejectsValuesOutOfRangeAndNamesTheRange(
      String target, String parameter, String value, String allowed) throws Exception {
    try (var client = RawClient.connect(port)) {
      var response = client.handshake(target);
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body())
          .contains("\"parameter\":\"" + parameter + '"')
          .contains("\"value\":\"" + value + '"')
          .contains("\"allowed\":\"" + allowed + '"');
    }
  }
}
