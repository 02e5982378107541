package io.github.websocketecho.replica;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The form of shared values: four bytes that name the project and the version of the form, one that
 * says whether the rest is deflated, and JSON. Sizes are bounded. Any thread.
 */
public final class SharedFormat {

  /** The most bytes of a deflated value. */
  static final int LARGEST_DEFLATED = 256 * 1024;

  /** The most bytes of a value that is not, and may contain one that is. */
  static final int LARGEST = 2 * LARGEST_DEFLATED;

  private static final int LARGEST_INFLATED = 16 * LARGEST_DEFLATED;

  /** The last byte is the version. */
  private static final byte[] BEGINNING = {'W', 'S', 'E', 1};

  private static final byte PLAIN = 0;
  private static final byte DEFLATED = 1;
  private static final int HEAD = BEGINNING.length + 1;
  private static final int BUFFER = 8 * 1024;

  /** Without annotations, because those of the records are for the HTTP API. */
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(MapperFeature.USE_ANNOTATIONS).build();

  private SharedFormat() {}

  /**
   * Writes a small value.
   *
   * @throws IllegalArgumentException if it is larger than 512 KiB
   */
  public static byte[] write(Object value) {
    return bounded(headed(PLAIN, JSON.writeValueAsBytes(value)), LARGEST);
  }

  /**
   * Writes a large value, deflated.
   *
   * @throws IllegalArgumentException if it is larger than 256 KiB
   */
  public static byte[] deflate(Object value) {
    byte[] json = JSON.writeValueAsBytes(value);
    if (json.length > LARGEST_INFLATED) {
      throw tooLarge(json.length, LARGEST_INFLATED);
    }
    try (var deflater = new Deflater(Deflater.BEST_SPEED, true)) {
      deflater.setInput(json);
      deflater.finish();
      var deflated = new ByteArrayOutputStream(json.length / 2);
      byte[] buffer = new byte[BUFFER];
      while (!deflater.finished()) {
        deflated.write(buffer, 0, deflater.deflate(buffer));
      }
      return bounded(headed(DEFLATED, deflated.toByteArray()), LARGEST_DEFLATED);
    }
  }

  private static byte[] bounded(byte[] value, int most) {
    if (value.length > most) {
      throw tooLarge(value.length, most);
    }
    return value;
  }

  private static IllegalArgumentException tooLarge(int size, int most) {
    return new IllegalArgumentException(
        "The value has %d bytes; it may have %d at most.".formatted(size, most));
  }

  private static byte[] headed(byte form, byte[] rest) {
    byte[] value = Arrays.copyOf(BEGINNING, HEAD + rest.length);
    value[BEGINNING.length] = form;
    System.arraycopy(rest, 0, value, HEAD, rest.length);
    return value;
  }

  /**
   * Reads a value.
   *
   * @throws ReplicasUnavailableException if it is not ours, or of another version
   */
  public static <T> T read(byte[] value, Class<T> type) {
    if (value.length < HEAD
        || value.length > LARGEST
        || !Arrays.equals(value, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length)) {
      throw ReplicasUnavailableException.foreign(null);
    }
    byte[] rest = Arrays.copyOfRange(value, HEAD, value.length);
    try {
      return JSON.readValue(value[BEGINNING.length] == DEFLATED ? inflated(rest) : rest, type);
    } catch (JacksonException | DataFormatException | IOException e) {
      throw ReplicasUnavailableException.foreign(e);
    }
  }

  private static byte[] inflated(byte[] deflated) throws DataFormatException, IOException {
    try (var inflater = new Inflater(true)) {
      inflater.setInput(deflated);
      var json = new ByteArrayOutputStream(BUFFER);
      byte[] buffer = new byte[BUFFER];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 || json.size() > LARGEST_INFLATED) {
          throw new IOException("Incomplete, or too large");
        }
        json.write(buffer, 0, count);
      }
      return json.toByteArray();
    }
  }
}
