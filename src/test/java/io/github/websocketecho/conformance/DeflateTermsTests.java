package io.github.websocketecho.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.protocol.PermessageDeflate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeflateTermsTests {

  /** The answers of the Autobahn Testsuite to the same offers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ANY | permessage-deflate | permessage-deflate",
        "ANY | permessage-deflate; client_no_context_takeover; client_max_window_bits=10"
            + " | permessage-deflate",
        "ANY | permessage-deflate; server_no_context_takeover; server_max_window_bits=10"
            + " | permessage-deflate; server_no_context_takeover; server_max_window_bits=10",
        "ANY | foo | ",
        "NO_CONTEXT | permessage-deflate | permessage-deflate; client_no_context_takeover",
        "WINDOW_9 | permessage-deflate | ",
        "WINDOW_9 | permessage-deflate; client_max_window_bits"
            + " | permessage-deflate; client_max_window_bits=9",
        "WINDOW_9 | permessage-deflate; client_max_window_bits=8"
            + " | permessage-deflate; client_max_window_bits=8",
        "WINDOW_15 | permessage-deflate; client_max_window_bits=12"
            + " | permessage-deflate; client_max_window_bits=12",
        "WINDOW_15 | permessage-deflate; server_max_window_bits=10; client_max_window_bits"
            + " | permessage-deflate; server_max_window_bits=10; client_max_window_bits=15",
        "NO_CONTEXT_WINDOW_9 | permessage-deflate; client_max_window_bits"
            + " | permessage-deflate; client_no_context_takeover; client_max_window_bits=9",
        "NO_CONTEXT_WINDOW_15 | permessage-deflate, permessage-deflate; client_max_window_bits"
            + " | permessage-deflate; client_no_context_takeover; client_max_window_bits=15",
        "MOST | permessage-deflate | permessage-deflate; client_no_context_takeover",
        "MOST | permessage-deflate, permessage-deflate; client_max_window_bits"
            + " | permessage-deflate; client_no_context_takeover; client_max_window_bits=9",
      })
  void answers(DeflateTerms terms, String offer, String answer) {
    assertThat(terms.accept(List.of(offer)).map(PermessageDeflate::response).orElse(null))
        .isEqualTo(answer);
  }
}
