package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.socket.CloseStatus;

class CloseOnRequestHandlerTests {

  @ParameterizedTest
  @CsvSource({
    "1000,      1000, ''",
    "4001 bye,  4001, bye",
    "4001 a  b, 4001, 'a  b'",
    "-,         1005, "
  })
  void parsesCodeAndReason(String request, int code, String reason) {
    assertThat(CloseOnRequestHandler.parse(request)).isEqualTo(new CloseStatus(code, reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "bye",
        "999",
        "1004",
        "1005",
        "1006",
        "1015",
        "2999",
        "5000",
        "99999",
        "- ",
        "4001\tbye"
      })
  void rejectsARequestThatACloseFrameCannotCarry(String request) {
    assertThatIllegalArgumentException().isThrownBy(() -> CloseOnRequestHandler.parse(request));
  }
}
