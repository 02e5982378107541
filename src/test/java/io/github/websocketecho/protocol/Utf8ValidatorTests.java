package io.github.websocketecho.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8ValidatorTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "7f",
        "c280",
        "dfbf",
        "e0a080",
        "ecbfbf",
        "ed8080",
        "ed9fbf",
        "ee8080",
        "efbfbf",
        "f0908080",
        "f3bfbfbf",
        "f4808080",
        "f48fbfbf",
        "61c3a962e4bda063f09f918b64"
      })
  void acceptsUtf8HoweverItIsSplit(String hex) throws Exception {
    byte[] bytes = HexFormat.of().parseHex(hex);
    for (int cut = 0; cut <= bytes.length; cut++) {
      var validator = new Utf8Validator();
      validator.check(ByteBuffer.wrap(bytes, 0, cut));
      validator.check(ByteBuffer.wrap(bytes, cut, bytes.length - cut));
      validator.finish();
      assertThat(validator.incomplete()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "80, 0",
    "bf, 0",
    "c0, 0",
    "c1, 0",
    "f5, 0",
    "ff, 0",
    "fe, 0",
    "c27f, 1",
    "c2c0, 1",
    "e09f, 1",
    "e0c0, 1",
    "eda0, 1",
    "edbf, 1",
    "e1807f, 2",
    "e180c0, 2",
    "f08f, 1",
    "f0c0, 1",
    "f490, 1",
    "f4ff, 1",
    "f18080c0, 3",
    "61626364656667686970ff, 10",
    "e4bda0e4bdff, 5",
  })
  void failsAtTheFirstInvalidByte(String hex, int at) throws Exception {
    byte[] bytes = HexFormat.of().parseHex(hex);
    var validator = new Utf8Validator();
    validator.check(ByteBuffer.wrap(bytes, 0, at));
    assertThatExceptionOfType(ProtocolFailure.class)
        .isThrownBy(() -> validator.check(ByteBuffer.wrap(bytes, at, 1)))
        .withMessage("The text message is not UTF-8: byte 0x%02x.", bytes[at])
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(new CloseCode(1007)));
  }

  @ParameterizedTest
  @CsvSource({"c2, 1", "e4, 1", "e4bd, 2", "f0, 1", "f09f, 2", "f09f91, 3", "616263e4bd, 2"})
  void failsIfTheMessageEndsWithinACharacter(String hex, int incomplete) throws Exception {
    var validator = new Utf8Validator();
    validator.check(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    assertThat(validator.incomplete()).isEqualTo(incomplete);
    assertThatExceptionOfType(ProtocolFailure.class)
        .isThrownBy(validator::finish)
        .withMessage("The text message is not UTF-8: it ends within a character.");
  }

  @Test
  void agreesWithTheJdkOnAllPairsAndOnEdgesOfLongerSequences() {
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        assertAgrees(first, second);
        for (int third : first < 0xE0 ? new int[0] : new int[] {0x7F, 0x80, 0xBF, 0xC0}) {
          assertAgrees(first, second, third);
          for (int fourth : first < 0xF0 ? new int[0] : new int[] {0x7F, 0x80, 0xBF, 0xC0}) {
            assertAgrees(first, second, third, fourth);
          }
        }
      }
    }
  }

  private static void assertAgrees(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    if (accepts(bytes) != jdkAccepts(bytes)) {
      throw new AssertionError("The JDK disagrees: " + HexFormat.of().formatHex(bytes));
    }
  }

  private static boolean accepts(byte[] bytes) {
    try {
      var validator = new Utf8Validator();
      validator.check(ByteBuffer.wrap(bytes));
      validator.finish();
      return true;
    } catch (ProtocolFailure e) {
      return false;
    }
  }

  private static boolean jdkAccepts(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
