package io.github.websocketecho.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/**
 * The documents have the settings as the configuration metadata has them. To renew them:
 *
 * <pre>./mvnw test -Dtest=SettingsDocumentTests -Ddocs.write=true</pre>
 */
class SettingsDocumentTests {

  private static final Path DOCUMENT = Path.of("src/docs/settings.md");
  private static final String COMMAND =
      "./mvnw test -Dtest=SettingsDocumentTests -Ddocs.write=true";
  private static final String BEGIN =
      "<!-- Made from the descriptions in EchoProperties: " + COMMAND + " -->\n\n";
  private static final String END = "\n<!-- End of the settings. -->\n";

  /** What people change most: the README has these, and leaves the others to the document. */
  private static final List<String> IN_README =
      List.of(
          "websocket-echo.allowed-origins",
          "websocket-echo.trusted-proxies",
          "websocket-echo.limits.connections",
          "websocket-echo.limits.connections-per-address",
          "websocket-echo.limits.message-size",
          "websocket-echo.limits.idle",
          "websocket-echo.transcripts.age",
          "websocket-echo.tls.port");

  @Test
  void documentHasEverySetting() throws IOException {
    assertHasTable(DOCUMENT, Setting.all());
  }

  @Test
  void readmeHasTheSettingsThatPeopleChangeMost() throws IOException {
    List<Setting> settings =
        Setting.all().stream().filter(setting -> IN_README.contains(setting.name())).toList();
    assertThat(settings).extracting(Setting::name).isEqualTo(IN_README);
    assertHasTable(Path.of("README.md"), settings);
  }

  @Test
  void documentHasTheDefaultsThatTheApplicationGivesToSpringBoot() throws IOException {
    var defaults = new Properties();
    try (var file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      defaults.load(file);
    }
    assertThat(defaults).containsEntry("server.port", "${PORT:8080}");
    String threads = defaults.getProperty("server.tomcat.threads.max");
    assertThat(Files.readString(DOCUMENT))
        .contains("| `server.port` | `PORT` | `8080` |")
        .contains("`server.tomcat.threads.max`, whose default here is " + threads)
        .contains(row("server.tomcat.threads.max", defaults))
        .contains(row("server.tomcat.accept-count", defaults))
        .contains(row("spring.lifecycle.timeout-per-shutdown-phase", defaults));
  }

  private static String row(String name, Properties defaults) {
    return "| `%s` | `%s` | `%s` |"
        .formatted(name, Setting.variable(name), defaults.getProperty(name));
  }

  private static void assertHasTable(Path file, List<Setting> settings) throws IOException {
    String text = Files.readString(file);
    assertThat(text).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
    String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    String after = text.substring(text.indexOf(END));
    String renewed = before + Setting.table(settings) + after;
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(file, renewed);
    } else {
      assertThat(text)
          .as("%s differs from the descriptions in EchoProperties. Renew it: %s", file, COMMAND)
          .isEqualTo(renewed);
    }
  }
}
