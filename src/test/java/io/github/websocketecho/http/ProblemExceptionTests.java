package io.github.websocketecho.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serial;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

class ProblemExceptionTests {

  @ParameterizedTest
  @CsvSource({"403,", "404,", "409,", "429, 1", "500,", "503, 1"})
  void onlyAStatusThatARetryMayAvoidHasRetryAfter(int status, String retryAfter) {
    HttpHeaders headers = new Rejected(HttpStatus.valueOf(status)).getHeaders();
    assertThat(headers.getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo(retryAfter);
    assertThat(headers.getCacheControl()).isEqualTo("no-store");
  }

  @Test
  void invalidParameterKeepsItsCauseAndMayNotBeCached() {
    var cause = new IllegalArgumentException("not a number");
    var invalid =
        new InvalidParameterException("code", "x", ParameterRange.list(List.of("1")), cause);
    assertThat(invalid).hasCause(cause);
    assertThat(invalid.problemCause()).isEqualTo(ProblemCause.INVALID_PARAMETER);
    assertThat(invalid.getHeaders().getCacheControl()).isEqualTo("no-store");
    assertThat(InvalidParameterException.unknown("code", "x", List.of()).problemCause())
        .isEqualTo(ProblemCause.UNKNOWN_PARAMETER);
  }

  private static final class Rejected extends ProblemException {

    @Serial private static final long serialVersionUID = 1;

    private Rejected(HttpStatus status) {
      super(status, ProblemCause.ORIGIN, "https://example.com");
    }
  }
}
