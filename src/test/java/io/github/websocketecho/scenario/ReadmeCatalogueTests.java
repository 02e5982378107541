package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * The README has the catalogue as the code has it. To bring it up to date:
 *
 * <pre>./mvnw test -Dtest=ReadmeCatalogueTests -Dreadme.update=true</pre>
 */
class ReadmeCatalogueTests {

  private static final Path README = Path.of("README.md");
  private static final String BEGIN =
      "<!-- Made from the code: ./mvnw test -Dtest=ReadmeCatalogueTests -Dreadme.update=true -->\n";
  private static final String END = "<!-- Here ends what is made from the code. -->\n";

  private final String catalogue =
      new CatalogueTable(
              new ScenarioCatalogue(new AbstractWebSocketHandler() {}, Stream.empty()).scenarios())
          .markdown();

  @Test
  void theReadmeHasTheCatalogueAsItIs() throws IOException {
    String readme = Files.readString(README);
    assertThat(readme).contains(BEGIN, END);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(
          README, readme.substring(0, begin) + "\n" + catalogue + "\n" + readme.substring(end));
    } else {
      assertThat(readme.substring(begin, end).strip())
          .as(
              "The catalogue of scenarios in README.md is out of date. Bring it up to date with"
                  + " ./mvnw test -Dtest=ReadmeCatalogueTests -Dreadme.update=true")
          .isEqualTo(catalogue.strip());
    }
  }
}
