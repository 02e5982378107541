package io.github.websocketecho.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/** Makes {@link SampleData} of pseudo-random numbers. Used once. */
final class SampleWriter {

  private static final String[] PLACES = {
    "north gate", "old mill", "river bank", "tower", "harbour", "meadow", "bridge", "quarry", "hill"
  };
  private static final String[] DIRECTIONS = {"N", "NE", "E", "SE", "S", "SW", "W", "NW"};

  private static final String[] ENGLISH =
      words(
          """
          a about after again all and answer at because before begins between both by client close \
          connection data each end every first for frame from has if in is it its last length long \
          many message more network no not of often on one only other packet part receives same \
          sends server short size slow than that the then time to two until waits when which with""");

  // Words that look like German ones. Most are made of a prefix, a stem and an ending.
  private static final String[] SHORT_WORDS =
      words(
          """
          auch das der die durch ein eine es früh für in mit nicht noch nur sich so spät über und \
          wenn wie wir zu""");
  private static final String[] PREFIXES = {
    "", "", "", "", "ab", "auf", "be", "ge", "über", "um", "un", "ver", "vor", "zer"
  };
  private static final String[] STEMS =
      words(
          """
          bach berg blüt brück dorf eis fähr feld fisch fluss garn glück gras grün hafen höh holz \
          jahr käs kohl korb kühl land laub licht löw mond müd mühl nacht nebel obst pferd pflüg \
          rad regen röst ruh sand schnee see stein stern sturm süß tag tann tür ufer vogel wald \
          wärm weg wind wolk wort zahl zaun zeit zieg zug""");
  private static final String[] ENDINGS = {
    "", "", "e", "en", "er", "es", "haft", "lich", "lichkeit", "los", "sam", "t", "te", "ung"
  };

  private static final int SIDE = 512;
  private static final int SHADES = 256;
  private static final int FILE_HEADER = 14;
  private static final int PICTURE_HEADER = 40;
  private static final int PIXELS = FILE_HEADER + PICTURE_HEADER + SHADES * Integer.BYTES;

  private static final int NOISE_BLOCK = 14 * 1024;
  private static final int LINES = 100;

  private final Random random;
  private final int size;

  /**
   * @param size the number of bytes that are made
   */
  SampleWriter(Random random, int size) {
    this.random = random;
    this.size = size;
  }

  private static String[] words(String text) {
    return text.split(" ", -1);
  }

  byte[] json() {
    return written("{\"measurements\": [\n" + measurement(), () -> ",\n" + measurement(), "\n]}\n");
  }

  private String measurement() {
    return String.format(
        Locale.ROOT,
        """
        {"id": %d, "place": "%s", "time": "20%02d-%02d-%02dT%02d:%02d:00Z", "temperature": %d.%d, \
        "wind": {"from": "%s", "speed": %d}, "calm": %b}""",
        random.nextInt(1_000_000),
        any(PLACES),
        random.nextInt(30),
        1 + random.nextInt(12),
        1 + random.nextInt(28),
        random.nextInt(24),
        random.nextInt(60),
        random.nextInt(40),
        random.nextInt(10),
        any(DIRECTIONS),
        random.nextInt(120),
        random.nextBoolean());
  }

  byte[] html() {
    String head =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>A page to compress</title>
        </head>
        <body>
        <h1>A page to compress</h1>
        """;
    return written(head, this::section, "\n</body>\n</html>\n");
  }

  private String section() {
    StringBuilder section = new StringBuilder();
    section.append("<h2>").append(english(3)).append("</h2>\n");
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      section.append("<p>").append(english(20 + random.nextInt(60))).append(".</p>\n");
    }
    section.append("<table class=\"figures\">\n");
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      section.append("<tr><th scope=\"row\">").append(any(PLACES)).append("</th>");
      section.append("<td class=\"number\">").append(random.nextInt(100_000)).append("</td>");
      section.append("<td>").append(any(ENGLISH)).append("</td></tr>\n");
    }
    return section.append("</table>\n").toString();
  }

  private String english(int words) {
    StringBuilder text = new StringBuilder(capitalized(any(ENGLISH)));
    for (int i = 1; i < words; i++) {
      text.append(' ').append(any(ENGLISH));
    }
    return text.toString();
  }

  byte[] book() {
    return written("", this::sentence, "\n");
  }

  private String sentence() {
    StringBuilder sentence = new StringBuilder(capitalized(any(SHORT_WORDS)));
    for (int i = 4 + random.nextInt(14); i > 0; i--) {
      sentence.append(random.nextInt(9) == 0 ? ", " : " ");
      sentence.append(random.nextInt(3) == 0 ? any(SHORT_WORDS) : longWord());
    }
    return sentence.append(random.nextInt(6) == 0 ? ".\n\n" : ". ").toString();
  }

  private String longWord() {
    String word = any(PREFIXES) + any(STEMS) + any(ENDINGS);
    return random.nextBoolean() ? capitalized(word) : word;
  }

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private String any(String[] words) {
    return words[random.nextInt(words.length)];
  }

  /** As many parts as there is room for between a beginning and an end, then white space. */
  private byte[] written(String beginning, Supplier<String> parts, String end) {
    ByteBuffer written = ByteBuffer.allocate(size).put(beginning.getBytes(UTF_8));
    byte[] last = end.getBytes(UTF_8);
    byte[] part = parts.get().getBytes(UTF_8);
    while (written.remaining() >= part.length + last.length) {
      written.put(part);
      part = parts.get().getBytes(UTF_8);
    }
    while (written.remaining() > last.length) {
      written.put((byte) ' ');
    }
    return written.put(last).array();
  }

  byte[] image() {
    ByteBuffer image = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    image.put((byte) 'B').put((byte) 'M').putInt(size).putInt(0).putInt(PIXELS);
    image.putInt(PICTURE_HEADER).putInt(SIDE).putInt(SIDE).putShort((short) 1).putShort((short) 8);
    image.position(FILE_HEADER + PICTURE_HEADER);
    for (int shade = 0; shade < SHADES; shade++) {
      image.put((byte) shade).put((byte) shade).put((byte) shade).put((byte) 0);
    }
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int ramp = (x + y) * SHADES / (2 * SIDE);
        int noise = random.nextInt(16) + random.nextInt(16) - 15;
        image.put((byte) Math.clamp(ramp + noise, 0, SHADES - 1));
      }
    }
    return image.array();
  }

  byte[] noise() {
    ByteBuffer noise = ByteBuffer.allocate(size);
    byte[] block = new byte[NOISE_BLOCK];
    while (noise.hasRemaining()) {
      random.nextBytes(block);
      noise.put(block, 0, Math.min(block.length, noise.remaining()));
      for (int i = 0; i < LINES; i++) {
        byte[] line = String.format(Locale.ROOT, "%010d 00000\n", noise.position()).getBytes(UTF_8);
        noise.put(line, 0, Math.min(line.length, noise.remaining()));
      }
    }
    return noise.array();
  }
}
