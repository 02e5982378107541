package io.github.websocketecho.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermessageDeflateTests {

  private static Optional<String> answer(String... headerValues) {
    return PermessageDeflate.negotiate(List.of(headerValues)).map(PermessageDeflate::response);
  }

  /** RFC 7692, sections 7.1 and 7.1.3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          permessage-deflate | permessage-deflate
          permessage-deflate; client_max_window_bits; server_max_window_bits=10, permessage-deflate; client_max_window_bits | permessage-deflate
          permessage-deflate; server_no_context_takeover | permessage-deflate; server_no_context_takeover
          permessage-deflate; client_no_context_takeover | permessage-deflate; client_no_context_takeover
          permessage-deflate; client_max_window_bits | permessage-deflate
          permessage-deflate; client_max_window_bits=10 | permessage-deflate; client_max_window_bits=10
          permessage-deflate; client_max_window_bits="10" | permessage-deflate; client_max_window_bits=10
          """)
  void answersTheOffersOfTheRfc(String offer, String response) {
    assertThat(answer(offer)).hasValue(response);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server_max_window_bits=15 | server_max_window_bits=15
          server_max_window_bits="15" | server_max_window_bits=15
          client_max_window_bits=8 | client_max_window_bits=8
          client_max_window_bits=9 | client_max_window_bits=9
          client_max_window_bits=15 | client_max_window_bits=15
          client_max_window_bits="1\\5" | client_max_window_bits=15
          client_max_window_bits; server_no_context_takeover | server_no_context_takeover
          client_max_window_bits=12; server_max_window_bits=15; client_no_context_takeover; server_no_context_takeover | server_no_context_takeover; client_no_context_takeover; server_max_window_bits=15; client_max_window_bits=12
          """)
  void answersWhatIsAgreedOn(String parameters, String answered) {
    assertThat(answer("permessage-deflate; " + parameters))
        .hasValue("permessage-deflate; " + answered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "unknown=1",
        "x-webkit; server_no_context_takeover",
        "server_no_context_takeover=1",
        "server_no_context_takeover=\"true\"",
        "client_no_context_takeover=0",
        "Server_No_Context_Takeover",
        "server_no_context_takeover; server_no_context_takeover",
        "client_no_context_takeover; client_no_context_takeover",
        "client_max_window_bits; client_max_window_bits",
        "client_max_window_bits; client_max_window_bits=15",
        "server_max_window_bits=15; server_max_window_bits=15",
        "server_max_window_bits",
        "server_max_window_bits=7",
        "server_max_window_bits=8",
        "server_max_window_bits=14",
        "server_max_window_bits=16",
        "server_max_window_bits=015",
        "server_max_window_bits=+15",
        "server_max_window_bits=15.0",
        "server_max_window_bits=0xf",
        "client_max_window_bits=0",
        "client_max_window_bits=-8",
        "client_max_window_bits=7",
        "client_max_window_bits=08",
        "client_max_window_bits=\"08\"",
        "client_max_window_bits=16",
        "client_max_window_bits=80",
        "client_max_window_bits=99999999999999999999",
        "client_max_window_bits=x"
      })
  void declinesAnOfferThatItCannotHonourInFavourOfTheNext(String parameters) {
    String declined = "permessage-deflate; " + parameters;
    assertThat(answer(declined)).isEmpty();
    assertThat(answer(declined + ", permessage-deflate; server_no_context_takeover"))
        .hasValue("permessage-deflate; server_no_context_takeover");
    assertThat(answer(declined, "permessage-deflate")).hasValue("permessage-deflate");
    assertThat(answer("permessage-deflate", declined)).hasValue("permessage-deflate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        " ,\t, ",
        "foo",
        "foo; bar=\"baz\"; bar, x-webkit-deflate-frame",
        "permessage-deflat",
        "permessage-deflate2",
        "Permessage-Deflate",
        "permessage-bzip2"
      })
  void ignoresOtherExtensions(String header) {
    assertThat(answer(header)).isEmpty();
    assertThat(answer(header + ",permessage-deflate," + header)).hasValue("permessage-deflate");
    assertThat(answer(header, "permessage-deflate", header)).hasValue("permessage-deflate");
  }

  @Test
  void needsNoHeader() {
    assertThat(answer()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate;client_max_window_bits=9",
        "  permessage-deflate  ;  client_max_window_bits  =  9  ",
        "\tpermessage-deflate\t;\tclient_max_window_bits\t=\t\"9\"\t",
        ",, ,permessage-deflate; client_max_window_bits=9, ,"
      })
  void allowsSpaceAndEmptyElements(String header) {
    assertThat(answer(header)).hasValue("permessage-deflate; client_max_window_bits=9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";",
        "=",
        "\"permessage-deflate\"",
        "permessage-deflate;",
        "permessage-deflate; ;",
        "permessage-deflate; , foo",
        "permessage-deflate foo",
        "permessage-deflate=1",
        "permessage-deflate; =",
        "permessage-deflate; =15",
        "permessage-deflate; client_max_window_bits=",
        "permessage-deflate; client_max_window_bits= ; server_no_context_takeover",
        "permessage-deflate; client_max_window_bits==15",
        "permessage-deflate; client_max_window_bits=1 5",
        "permessage-deflate; client_max_window_bits=\"\"",
        "permessage-deflate; client_max_window_bits=\"15",
        "permessage-deflate; client_max_window_bits=15\"",
        "permessage-deflate; client_max_window_bits=\"15\\",
        "permessage-deflate; client_max_window_bits=\"15\\\"",
        "permessage-deflate; client_max_window_bits=\" 15\"",
        "permessage-deflate; client_max_window_bits=\"15\"15",
        "permessage-deflate; client_max_window_bits='15', a=\u00e9",
        "permessage-deflate; client_max_window_bits=1\u0665",
        "permessage-deflate\r\n",
        "permessage-deflate\u0000",
        "permessage-deflate\u00a0",
        "foo(bar)",
        "foo/bar",
        "{foo}"
      })
  void takesNoExtensionFromAHeaderThatIsMalformed(String header) {
    assertThat(answer(header)).isEmpty();
    assertThat(answer("permessage-deflate, " + header)).isEmpty();
    assertThat(answer("permessage-deflate", header)).isEmpty();
    assertThat(answer(header, "permessage-deflate")).isEmpty();
  }

  @Test
  void looksAtHeadersOfUpTo4096Characters() {
    String padding = ",".repeat(PermessageDeflate.MAXIMUM_HEADER - "permessage-deflate".length());
    assertThat(answer(padding + "permessage-deflate")).hasValue("permessage-deflate");
    assertThat(answer(padding, "permessage-deflate")).hasValue("permessage-deflate");
    assertThat(answer(padding + ",permessage-deflate")).isEmpty();
    assertThat(answer("permessage-deflate", padding, ",")).isEmpty();
  }

  @Test
  void neverThrows() {
    String[] pieces = {
      "permessage-deflate", "client_max_window_bits", "server_max_window_bits", "15", "8", "foo"
    };
    String signs = ";,= \t\"\\;,==\u0000é";
    long seed = 7692;
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder header = new StringBuilder();
      for (int piece = random.nextInt(12); piece > 0; piece--) {
        header.append(pieces[random.nextInt(pieces.length)]);
        header.append(signs.charAt(random.nextInt(signs.length())));
      }
      assertThat(answer(header.toString()))
          .as("seed %d, round %d: %s", seed, round, header)
          .satisfies(response -> assertThat(response.orElse("")).matches("[-a-z0-9_=; ]*"));
    }
  }

  @ParameterizedTest
  @MethodSource("agreements")
  void acceptsWhatItAnswers(PermessageDeflate agreed) {
    assertThat(PermessageDeflate.negotiate(List.of(agreed.response()))).hasValue(agreed);
  }

  static Stream<PermessageDeflate> agreements() {
    return Stream.of(true, false)
        .flatMap(
            takeover ->
                Stream.of(OptionalInt.empty(), OptionalInt.of(8), OptionalInt.of(15))
                    .map(
                        bits ->
                            new PermessageDeflate(takeover, !takeover, OptionalInt.of(15), bits)));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 16})
  void hasWindowsOf8To15Bits(int bits) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PermessageDeflate(false, false, OptionalInt.of(bits), OptionalInt.empty()))
        .withMessage("Window bits %d are not in 8-15", bits);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PermessageDeflate(false, false, OptionalInt.empty(), OptionalInt.of(bits)))
        .withMessage("Window bits %d are not in 8-15", bits);
  }
}
