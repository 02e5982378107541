package io.github.websocketecho.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.protocol.CloseCode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeLabelTests {

  @ParameterizedTest
  @CsvSource({
    "0, other",
    "999, other",
    "1000, 1000",
    "1005, 1005",
    "1006, 1006",
    "1015, 1015",
    "1016, other",
    "2999, other",
    "3000, 3000",
    "3001, 3000-3999",
    "3008, 3008",
    "3999, 3000-3999",
    "4000, 4000-4999",
    "4999, 4000-4999",
    "5000, other",
    "65535, other"
  })
  void registeredCodeIsLabelledByItsNumberAndOthersByRange(int code, String label) {
    assertThat(CodeLabel.of(new CloseCode(code))).isEqualTo(label);
  }

  @Test
  void numberOfCodeLabelsIsBounded() {
    assertThat(
            IntStream.rangeClosed(0, 65535)
                .mapToObj(code -> CodeLabel.of(new CloseCode(code)))
                .collect(Collectors.toSet()))
        .hasSize(CloseCode.registered().size() + 3);
  }

  @ParameterizedTest
  @CsvSource({"400, 400", "401, 4xx", "403, 403", "426, 426", "429, 429", "503, 503", "504, 5xx"})
  void statusOfTheServerIsLabelledByItsNumberAndOthersByClass(int status, String label) {
    assertThat(CodeLabel.ofStatus(status)).isEqualTo(label);
  }
}
