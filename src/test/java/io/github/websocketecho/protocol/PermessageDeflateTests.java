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

  private static Optional<String> response(String... headerValues) {
    return PermessageDeflate.negotiate(List.of(headerValues)).map(PermessageDeflate::response);
  }

  /** RFC 7692, sections 7.1 and 7.1.3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          permessage-deflate | permessage-deflate
          permessage-deflate; client_max_window_bits; server_max_window_bits=10, permessage-deflate; client_max_window_bits | permessage-deflate; server_max_window_bits=10
          permessage-deflate; server_no_context_takeover | permessage-deflate; server_no_context_takeover
          permessage-deflate; client_no_context_takeover | permessage-deflate; client_no_context_takeover
          permessage-deflate; client_max_window_bits | permessage-deflate
          permessage-deflate; client_max_window_bits=10 | permessage-deflate; client_max_window_bits=10
          permessage-deflate; client_max_window_bits="10" | permessage-deflate; client_max_window_bits=10
          """)
  void answersTheOffersOfTheRfc(String offer, String response) {
    assertThat(response(offer)).hasValue(response);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server_max_window_bits=8 | server_max_window_bits=8
          server_max_window_bits=9 | server_max_window_bits=9
          server_max_window_bits=14 | server_max_window_bits=14
          server_max_window_bits=15 | server_max_window_bits=15
          server_max_window_bits="15" | server_max_window_bits=15
          client_max_window_bits=8 | client_max_window_bits=8
          client_max_window_bits=9 | client_max_window_bits=9
          client_max_window_bits=15 | client_max_window_bits=15
          client_max_window_bits="1\\5" | client_max_window_bits=15
          client_max_window_bits; server_no_context_takeover | server_no_context_takeover
          client_max_window_bits=12; server_max_window_bits=9; client_no_context_takeover; server_no_context_takeover | server_no_context_takeover; client_no_context_takeover; server_max_window_bits=9; client_max_window_bits=12
          """)
  void respondsWithTheAgreedParameters(String parameters, String agreed) {
    assertThat(response("permessage-deflate; " + parameters))
        .hasValue("permessage-deflate; " + agreed);
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
        "server_max_window_bits=08",
        "server_max_window_bits=\"08\"",
        "server_max_window_bits=80",
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
  void declinesAnUnsupportedOfferAndAcceptsTheNext(String parameters) {
    String declined = "permessage-deflate; " + parameters;
    assertThat(response(declined)).isEmpty();
    assertThat(response(declined + ", permessage-deflate; server_no_context_takeover"))
        .hasValue("permessage-deflate; server_no_context_takeover");
    assertThat(response(declined, "permessage-deflate")).hasValue("permessage-deflate");
    assertThat(response("permessage-deflate", declined)).hasValue("permessage-deflate");
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
    assertThat(response(header)).isEmpty();
    assertThat(response(header + ",permessage-deflate," + header)).hasValue("permessage-deflate");
    assertThat(response(header, "permessage-deflate", header)).hasValue("permessage-deflate");
  }

  @Test
  void agreesOnNothingWithoutAHeader() {
    assertThat(response()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate;client_max_window_bits=9",
        "  permessage-deflate  ;  client_max_window_bits  =  9  ",
        "\tpermessage-deflate\t;\tclient_max_window_bits\t=\t\"9\"\t",
        ",, ,permessage-deflate; client_max_window_bits=9, ,"
      })
  void acceptsSpaceAndEmptyElements(String header) {
    assertThat(response(header)).hasValue("permessage-deflate; client_max_window_bits=9");
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
  void declinesAllOffersIfAHeaderIsMalformed(String header) {
    assertThat(response(header)).isEmpty();
    assertThat(response("permessage-deflate, " + header)).isEmpty();
    assertThat(response("permessage-deflate", header)).isEmpty();
    assertThat(response(header, "permessage-deflate")).isEmpty();
  }

  @Test
  void parsesHeadersOfUpTo4096Characters() {
    String padding = ",".repeat(PermessageDeflate.MAXIMUM_HEADER - "permessage-deflate".length());
    assertThat(response(padding + "permessage-deflate")).hasValue("permessage-deflate");
    assertThat(response(padding, "permessage-deflate")).hasValue("permessage-deflate");
    assertThat(response(padding + ",permessage-deflate")).isEmpty();
    assertThat(response("permessage-deflate", padding, ",")).isEmpty();
  }

  @Test
  void randomHeadersCauseNoException() {
    String[] pieces = {
      "permessage-deflate", "client_max_window_bits", "server_max_window_bits", "15", "8", "foo"
    };
    String separators = ";,= \t\"\\;,==\u0000é";
    long seed = 7692;
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder header = new StringBuilder();
      for (int piece = random.nextInt(12); piece > 0; piece--) {
        header.append(pieces[random.nextInt(pieces.length)]);
        header.append(separators.charAt(random.nextInt(separators.length())));
      }
      assertThat(response(header.toString()))
          .as("seed %d, round %d: %s", seed, round, header)
          .satisfies(response -> assertThat(response.orElse("")).matches("[-a-z0-9_=; ]*"));
    }
  }

  @ParameterizedTest
  @MethodSource("agreements")
  void acceptsItsOwnResponseAsAnOffer(PermessageDeflate agreed) {
    assertThat(PermessageDeflate.negotiate(List.of(agreed.response()))).hasValue(agreed);
  }

  static Stream<PermessageDeflate> agreements() {
    List<OptionalInt> windows = List.of(OptionalInt.empty(), OptionalInt.of(8), OptionalInt.of(15));
    return Stream.of(true, false)
        .flatMap(
            takeover ->
                windows.stream()
                    .flatMap(
                        server ->
                            windows.stream()
                                .map(
                                    client ->
                                        new PermessageDeflate(
                                            takeover, !takeover, server, client))));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 16})
  void rejectsWindowBitsOutside8To15(int bits) {
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
