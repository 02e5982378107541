package io.github.websocketecho.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The README or another page of the documentation.
 *
 * <p>A section between two comments is generated from the code:
 *
 * <pre>
 * &lt;!-- Generated: scenarios --&gt;
 * &lt;!-- End of scenarios --&gt;
 * </pre>
 *
 * @param path relative to the project
 * @param text the content of the file
 */
public record Document(Path path, String text) {

  /** Renews all generated sections. */
  public static final String COMMAND =
      "./mvnw verify -Dtest=DocumentTests -Dit.test=MetricsIntegrationTests"
          + " -Ddocs.write=true -Dinvoker.skip=true";

  private static final Path FOLDER = Path.of("src/docs");
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /** A word, or more than one if the spaces between them are within code or a link. */
  private static final Pattern WORD = Pattern.compile("(?:`[^`]*`|\\[[^\\]]*\\]|\\S)+");

  /** The width to which generated paragraphs are wrapped. */
  private static final int WIDTH = 120;

  /** The README. */
  public static Document readme() {
    return read(Path.of("README.md"));
  }

  /** A page of {@code src/docs}, such as {@code deploy}. */
  public static Document page(String name) {
    return read(FOLDER.resolve(name + ".md"));
  }

  /** The README, and all pages of {@code src/docs}. */
  public static List<Document> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Document> pages =
          files
              .filter(file -> file.toString().endsWith(".md"))
              .sorted()
              .map(Document::read)
              .toList();
      return Stream.concat(Stream.of(readme()), pages.stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Document read(Path path) {
    try {
      return new Document(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The contents of all code blocks in a language, such as {@code sh}. */
  public List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /**
   * Asserts that a section is up to date. With {@code -Ddocs.write=true}, writes it instead.
   *
   * @param content without the empty lines around it
   */
  public void assertGenerated(String name, String content) {
    String begin = "<!-- Generated: " + name + " -->\n";
    String end = "<!-- End of " + name + " -->\n";
    assertThat(text).containsOnlyOnce(begin).containsOnlyOnce(end);
    String renewed =
        text.substring(0, text.indexOf(begin))
            + begin
            + "\n"
            + content.strip()
            + "\n\n"
            + text.substring(text.indexOf(end));
    if (Boolean.getBoolean("docs.write")) {
      write(renewed);
    } else {
      assertThat(text)
          .as("The section “%s” of %s is out of date. Renew it: %s", name, path, COMMAND)
          .isEqualTo(renewed);
    }
  }

  private void write(String renewed) {
    try {
      Files.writeString(path, renewed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An item of a list: wrapped, but not within inline code. */
  public static String item(String text) {
    var item = new StringBuilder("-");
    int column = item.length();
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      String word = words.group();
      if (column + 1 + word.length() > WIDTH) {
        item.append("\n ");
        column = 1;
      }
      item.append(' ').append(word);
      column += 1 + word.length();
    }
    return item.append('\n').toString();
  }
}
