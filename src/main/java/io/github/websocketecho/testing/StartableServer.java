package io.github.websocketecho.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Starts a server, and starts it again at its former port. One thread at a time. */
final class StartableServer implements Supplier<RunningServer> {

  private static final String PORT = "server.port";

  private final Path javaHome;
  private final Map<String, String> settings;

  /**
   * @param javaHome a Java installation
   */
  StartableServer(Path javaHome, Map<String, String> settings) {
    this.javaHome = javaHome;
    this.settings = new LinkedHashMap<>(settings);
  }

  /**
   * Starts the server.
   *
   * @throws IllegalArgumentException if the context path is not valid in a URI
   * @throws IllegalStateException if it does not start
   */
  @Override
  public RunningServer get() {
    // Before the start, because it may not be valid.
    URI withoutPort =
        URI.create(
            "http://%s%s/"
                .formatted(host(), settings.getOrDefault("server.servlet.context-path", "")));
    HostProcess.Started started =
        HostProcess.start(javaHome, UUID.randomUUID().toString(), settings);
    settings.put(PORT, Integer.toString(started.port()));
    URI base =
        URI.create(
            "http://%s:%d%s"
                .formatted(withoutPort.getHost(), started.port(), withoutPort.getRawPath()));
    return RunningServer.at(base, started::stop);
  }

  private String host() {
    String address = settings.getOrDefault("server.address", "localhost");
    return switch (address) {
      case "0.0.0.0", "::" -> "localhost";
      default -> address.contains(":") ? "[" + address + "]" : address;
    };
  }
}
