package io.github.websocketecho.page;

import io.github.websocketecho.scenario.CertificateName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Programs that connect to a name of the TLS port, in several languages. They trust the root, and
 * need no DNS for the name. Immutable; any thread.
 */
@Component
@Lazy
final class ClientPrograms {

  private static final List<String> LANGUAGES = List.of("curl", "java", "node", "python", "go");

  /** Text for clients that need a certificate. It may contain one pair of braces. */
  private static final Pattern FOR_CLIENT_CERTIFICATE =
      Pattern.compile("\\$\\{client\\?((?:[^{}]|\\{[^{}]*})*)}");

  private static final Pattern LINE_FOR_CLIENT_CERTIFICATE =
      Pattern.compile("(?m)^[ \\t]*" + FOR_CLIENT_CERTIFICATE.pattern() + "\\n");

  private final Map<String, String> templates = new LinkedHashMap<>();

  ClientPrograms() {
    LANGUAGES.forEach(language -> templates.put(language, template(language)));
  }

  private static String template(String language) {
    try {
      return new ClassPathResource("clients/" + language + ".txt")
          .getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The programs by their languages.
   *
   * @param host name with an id
   * @param port TCP port
   * @param server IP address to which the name has to resolve
   * @param path of the scenario, with the context path
   */
  Map<String, String> programs(
      CertificateName name, String host, int port, String server, String path) {
    boolean certified = name == CertificateName.CLIENT_CERTIFICATE;
    boolean ipv6 = server.indexOf(':') >= 0;
    Map<String, String> values =
        Map.of(
            "host",
            host,
            "port",
            Integer.toString(port),
            "server",
            ipv6 ? '[' + server + ']' : server,
            "address",
            server,
            "family",
            ipv6 ? "6" : "4",
            "path",
            path,
            "keys",
            certified ? "keys.getKeyManagers()" : "null");
    Map<String, String> programs = new LinkedHashMap<>();
    templates.forEach(
        (language, template) -> {
          String text = certified ? certified(template) : uncertified(template);
          programs.put(language, filled(text, values));
        });
    return programs;
  }

  private static String certified(String template) {
    return FOR_CLIENT_CERTIFICATE
        .matcher(template)
        .replaceAll(part -> Matcher.quoteReplacement(part.group(1)));
  }

  private static String uncertified(String template) {
    String without = LINE_FOR_CLIENT_CERTIFICATE.matcher(template).replaceAll("");
    return FOR_CLIENT_CERTIFICATE.matcher(without).replaceAll("");
  }

  private static String filled(String template, Map<String, String> values) {
    String text = template;
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + '}', value.getValue());
    }
    return text;
  }
}
