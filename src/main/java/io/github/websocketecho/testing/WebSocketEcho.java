package io.github.websocketecho.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.websocketecho.testing.Transcript.Outcome;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A WebSocket server for a test, with every way a server can behave at an address of its own.
 *
 * <pre>{@code
 * @RegisterExtension static final WebSocketEcho echo = WebSocketEcho.start();
 *
 * @Test
 * void failsTheConnectionAtAReservedBit() {
 *   Visit visit = echo.visit("/illegal/rsv2");
 *   myClient.connect(visit.uri());
 *   assertTrue(visit.verdict().passed(), () -> visit.transcript().toString());
 * }
 * }</pre>
 *
 * <p>A server that is registered in a static field ends with the last test of its class, and in
 * another field with each test. If a class registers it that inherits it, it starts again, at the
 * same port. Without a registration, {@link #close} ends it, or the end of the JVM does.
 *
 * <p>The server runs in a process of its own. That process gets no environment variable, system
 * property or file of the test, and the test gets no thread, library, resource or log of the
 * server. Any thread.
 */
public final class WebSocketEcho
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {

  private static final int LARGEST_PORT = 65_535;

  /** The version of Java that the server needs. */
  private static final int JAVA = 25;

  private final Supplier<RunningServer> server;
  private @Nullable RunningServer running;

  /** The number of test classes, nested ones included, that are using it. */
  private int classes;

  private WebSocketEcho(Supplier<RunningServer> server) {
    this.server = server;
    running = server.get();
  }

  /**
   * Starts a server at a free port, with the default settings.
   *
   * @throws IllegalStateException if the server does not start, or this is not Java 25 or newer
   */
  public static WebSocketEcho start() {
    return builder().start();
  }

  /** Returns a builder for a server with other settings. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Uses a server that is running already, such as one in a container. Nothing is requested of it
   * before the first use. {@link #close} does not end it.
   *
   * @param server its address: the scheme http, https, ws or wss, and its host, port and context
   *     path, such as {@code http://localhost:8080}
   * @throws IllegalArgumentException if this is no such address
   */
  public static WebSocketEcho at(URI server) {
    String scheme = String.valueOf(server.getScheme()).toLowerCase(Locale.ROOT);
    String http =
        switch (scheme) {
          case "http", "ws" -> "http";
          case "https", "wss" -> "https";
          default -> "";
        };
    if (http.isEmpty()
        || server.getHost() == null
        || server.getPort() > LARGEST_PORT
        || server.getRawUserInfo() != null
        || server.getRawQuery() != null
        || server.getRawFragment() != null
        || !server.normalize().equals(server)) {
      throw new IllegalArgumentException(
          "Expected an address such as http://localhost:8080, with the scheme http, https, ws or"
              + " wss, and without a user, a query, dots or double slashes: "
              + server);
    }
    String path = server.getRawPath().replaceAll("/$", "");
    URI base = URI.create(http + "://" + server.getRawAuthority() + path + "/");
    return new WebSocketEcho(() -> RunningServer.at(base, () -> {}));
  }

  /** The settings of a server that a test starts. */
  public static final class Builder {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.\\[\\]-]*");

    private final Map<String, String> settings = new LinkedHashMap<>();
    private Path javaHome = Path.of(System.getProperty("java.home"));
    private int java = Runtime.version().feature();

    private Builder() {}

    /**
     * Sets a value.
     *
     * @param name of a setting, such as {@code websocket-echo.limits.message-size}, or of Spring
     *     Boot, such as {@code server.port}. A server with only settings of the first kind starts
     *     faster
     * @param value as in the documents, such as {@code 64KB}
     * @return this builder
     * @throws IllegalArgumentException if the name has other characters than those of a setting
     */
    public Builder set(String name, Object value) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "Expected the name of a setting, such as websocket-echo.limits.idle: " + name);
      }
      settings.put(name, value.toString());
      return this;
    }

    /**
     * Sets the Java installation, of Java 25 or newer, that runs the server. Without it, this is
     * the Java of the test.
     *
     * @param home its folder, with {@code bin}
     * @return this builder
     */
    public Builder javaHome(Path home) {
      javaHome = home.toAbsolutePath();
      java = JAVA;
      return this;
    }

    /**
     * Starts the server.
     *
     * @throws IllegalArgumentException if the context path is not valid in a URI
     * @throws IllegalStateException if the server does not start, for example because of a setting
     *     with an invalid value, or if the version of Java is too low
     * @throws java.io.UncheckedIOException if there is no such Java, or if the temporary folder
     *     cannot be used
     */
    public WebSocketEcho start() {
      if (java < JAVA) {
        throw new IllegalStateException(
            "The server needs Java %d or newer, and the test runs on Java %d. Set javaHome, or use a"
                    .formatted(JAVA, java)
                + " container and WebSocketEcho.at.");
      }
      return new WebSocketEcho(new StartableServer(javaHome, Map.copyOf(settings)));
    }
  }

  private synchronized RunningServer running() {
    if (running == null) {
      throw new IllegalStateException("The server has been closed.");
    }
    return running;
  }

  /**
   * The address of the echo, such as {@code ws://localhost:49152/}, for a setting of the client.
   */
  public URI uri() {
    return uri("/");
  }

  /**
   * The address of a scenario or of anything else, without an id of a connection.
   *
   * @param address such as {@code /close/4001?reason=bye}. The address without anything, which is
   *     what drivers of a conformance suite expect, is that of an empty text
   * @throws IllegalArgumentException if it does not begin with a slash, or is not valid in a URI
   */
  public URI uri(String address) {
    URI server = running().forWebSocket();
    return address.isEmpty() ? server : URI.create(server + checked(address));
  }

  private static String checked(String address) {
    if (!address.startsWith("/") || address.contains("#")) {
      throw new IllegalArgumentException(
          "Expected an address that begins with a slash, without a fragment: " + address);
    }
    return address;
  }

  /**
   * Returns an address with an id of its own, for one connection of the client.
   *
   * @param address such as {@code /illegal/rsv2} or {@code /close/4001?reason=bye}; the document of
   *     the scenarios has all
   * @throws IllegalArgumentException if it does not begin with a slash, is not valid in a URI, has
   *     an id, or is that of a sequence, which has a transcript for each attempt
   */
  public Visit visit(String address) {
    if (checked(address).matches(".*[?&]connection=.*")) {
      throw new IllegalArgumentException(
          "Each visit has an id of its own, so the address may not have one: " + address);
    }
    if (address.startsWith("/sequence/")) {
      throw new IllegalArgumentException(
          "Each attempt at a sequence has a transcript of its own, so use uri(…) for its address: "
              + address);
    }
    RunningServer current = running();
    return new Visit(current.api(), current.forWebSocket(), address);
  }

  /**
   * Returns the report of the conformance suite on a client that has run its cases at {@code
   * uri("")}, or at {@code uri("/all")} or {@code uri("/beyond")} for other cases.
   *
   * @param agent the name that the client used
   * @throws IllegalStateException if there is no report on this agent
   */
  public Conformance conformance(String agent) {
    HttpApi.Answer answer =
        running()
            .api()
            .get("conformance?agent=" + URLEncoder.encode(agent, UTF_8), Duration.ZERO)
            .orThrow(200);
    return new Conformance(
        agent, Fields.read(answer.body()).objects("cases", WebSocketEcho::result));
  }

  private static CaseResult result(Fields result) {
    return new CaseResult(
        result.text("id"),
        result.text("description"),
        result.text("behavior"),
        result.text("behaviorClose"),
        TranscriptReader.outcome(result.flagOrNull("passed")),
        result.text("result"),
        result.text("resultClose"),
        result.text("verdict"),
        result.numberOrNull("remoteCloseCode"));
  }

  /**
   * A report of the conformance suite.
   *
   * @param agent the name of the client
   * @param cases the results, in the order of the cases
   */
  public record Conformance(String agent, List<CaseResult> cases) {

    /** The cases that the client has failed, as the Autobahn Testsuite counts. */
    public List<CaseResult> failures() {
      return cases.stream().filter(CaseResult::isFailure).toList();
    }

    /** The number of cases and the failures, as the message of an assertion. */
    @Override
    public String toString() {
      List<CaseResult> failures = failures();
      return failures.stream()
          .map(failure -> "\n  " + failure)
          .collect(
              Collectors.joining(
                  "",
                  "%s has failed %d of %d cases.".formatted(agent, failures.size(), cases.size()),
                  ""));
    }
  }

  /**
   * The result of a case.
   *
   * @param id such as {@code 9.7.1} or {@code illegal/rsv2}
   * @param description what the server does
   * @param behavior {@code OK}, {@code NON-STRICT}, {@code FAILED}, {@code INFORMATIONAL} or {@code
   *     UNIMPLEMENTED}
   * @param behaviorClose {@code OK}, {@code FAILED}, {@code UNCLEAN}, {@code WRONG CODE} or {@code
   *     INFORMATIONAL}
   * @param outcome this server's own verdict
   * @param result what the client did, as a sentence
   * @param resultClose how the connection ended, as a sentence
   * @param verdict this server's own, as a sentence
   * @param remoteCloseCode the code of the client's close frame; null if it had none
   */
  public record CaseResult(
      String id,
      String description,
      String behavior,
      String behaviorClose,
      Outcome outcome,
      String result,
      String resultClose,
      String verdict,
      @Nullable Integer remoteCloseCode) {

    /** Whether the behavior, or that at the closing, is a failure. */
    public boolean isFailure() {
      return behavior.equals("FAILED")
          || !(behaviorClose.equals("OK") || behaviorClose.equals("INFORMATIONAL"));
    }

    /** In one line. */
    @Override
    public String toString() {
      return "%s: %s, %s. %s %s".formatted(id, behavior, behaviorClose, result, resultClose);
    }
  }

  /** JUnit calls this. It starts the server again if an earlier class has ended it. */
  @Override
  public synchronized void beforeAll(ExtensionContext context) {
    classes++;
    if (running == null) {
      running = server.get();
    }
  }

  /** JUnit calls this. It ends a server that is registered in a field of an instance. */
  @Override
  public synchronized void afterEach(ExtensionContext context) {
    if (classes == 0) {
      close();
    }
  }

  /** JUnit calls this. It ends the server with its last class. */
  @Override
  public synchronized void afterAll(ExtensionContext context) {
    classes--;
    if (classes == 0) {
      close();
    }
  }

  /** Ends the server and its connections, if it was started here. Further calls do nothing. */
  @Override
  public synchronized void close() {
    if (running != null) {
      RunningServer ending = running;
      running = null;
      ending.end();
    }
  }
}
