package io.github.websocketecho.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.websocketecho.protocol.Opcode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class SampleDataTests {

  private static byte[] bytes(SampleData data) {
    ByteBuffer bytes = data.bytes();
    byte[] all = new byte[bytes.remaining()];
    bytes.get(all);
    return all;
  }

  private static String decoded(SampleData data, Charset charset) throws CharacterCodingException {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .decode(data.bytes())
        .toString();
  }

  /** A run of a client can be repeated elsewhere and later. */
  @ParameterizedTest
  @CsvSource({
    "JSON, TEXT, 194056, 5baa21d183ca63bf6e1e7c471e8231d3a84342631541b7293a2c5832199e60db",
    "IMAGE, BINARY, 263222, 26215a3d490d74ade939c392baf9dd2b1524bd50401f6df61063fe7228a36ae5",
    "BOOK, BINARY, 222218, 9f925ea4eb55c1daabcea32b32ff72579c087d2e9c8147915ce678e48143e65d",
    "HTML, TEXT, 263647, c828f2000f8cfa48d70c77a78309bc56e2f38de6cee6cc1556a86fd5faff0503",
    "NOISE, BINARY, 1042328, c5bfacccd5ff9322315d9c670464a30d06a4c6cd26cae400e4fed4a7ba7d1b59",
  })
  void hasTheSameBytesInEveryProcess(SampleData data, Opcode type, int size, String sha256)
      throws Exception {
    byte[] bytes = bytes(data);
    assertThat(data.type()).isEqualTo(type);
    assertThat(data.size()).isEqualTo(size);
    assertThat(bytes).hasSize(size);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
        .isEqualTo(sha256);
  }

  /** In percent of the size, with zlib's default level. */
  @ParameterizedTest
  @CsvSource({"JSON, 10, 25", "IMAGE, 80, 95", "BOOK, 30, 45", "HTML, 20, 35", "NOISE, 85, 95"})
  void compressesLikeSuchData(SampleData data, int from, int to) {
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(bytes(data));
      deflater.finish();
      int deflated = deflater.deflate(new byte[2 * data.size()]);
      assertThat(100 * deflated / data.size()).isBetween(from, to);
    }
  }

  @Test
  void jsonIsADocumentOfAsciiCharacters() throws Exception {
    String json = decoded(SampleData.JSON, US_ASCII);
    assertThat(JsonMapper.shared().readTree(json).get("measurements").size()).isGreaterThan(1000);
  }

  @Test
  void htmlIsAPageOfAsciiCharacters() throws Exception {
    assertThat(decoded(SampleData.HTML, US_ASCII))
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>\n")
        .contains("<h2>", "<td>");
  }

  @Test
  void bookIsUtf8WithUmlauts() throws Exception {
    assertThat(decoded(SampleData.BOOK, UTF_8))
        .contains("ä", "ö", "ü", "ß", ". ")
        .doesNotContain("\0");
  }

  @Test
  void imageIsAPicture() throws IOException {
    var image = ImageIO.read(new ByteArrayInputStream(bytes(SampleData.IMAGE)));
    assertThat(image.getWidth()).isEqualTo(512);
    assertThat(image.getHeight()).isEqualTo(512);
  }

  @ParameterizedTest
  @EnumSource
  void eachCallerHasAReadOnlyBufferOfItsOwn(SampleData data) {
    ByteBuffer first = data.bytes();
    assertThat(first.isReadOnly()).isTrue();
    first.get();
    assertThat(data.bytes().remaining()).isEqualTo(data.size());
  }

  @ParameterizedTest
  @EnumSource
  void consecutivePartsBeginAgainAtTheEnd(SampleData data) {
    byte[] all = bytes(data);
    long next = 0;
    for (int length : new int[] {16, data.size() - 20, 1, 0, 3, 1, data.size(), 131_072}) {
      ByteBuffer part = ByteBuffer.allocate(length);
      data.copy(next, part);
      assertThat(part.hasRemaining()).isFalse();
      for (int i = 0; i < length; i++) {
        assertThat(part.get(i)).isEqualTo(all[(int) ((next + i) % all.length)]);
      }
      next += length;
    }
  }

  @Test
  void partMayBeLongerThanTheDataAndFarBehindItsEnd() {
    byte[] all = bytes(SampleData.JSON);
    ByteBuffer part = ByteBuffer.allocate(2 * all.length + 10).position(7);
    SampleData.JSON.copy(1_000_000L * all.length + all.length - 2, part);
    assertThat(part.hasRemaining()).isFalse();
    assertThat(part.get(6)).isZero();
    assertThat(part.get(7)).isEqualTo(all[all.length - 2]);
    assertThat(part.slice(9, all.length)).isEqualTo(SampleData.JSON.bytes());
    assertThat(part.get(part.limit() - 1)).isEqualTo(all[0]);
  }

  @Test
  void indexIsNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SampleData.JSON.copy(-1, ByteBuffer.allocate(1)))
        .withMessage("Index -1 is negative");
  }
}
