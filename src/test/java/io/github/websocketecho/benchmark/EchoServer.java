package io.github.websocketecho.benchmark;

import io.github.websocketecho.WebSocketEchoApplication;
import io.github.websocketecho.support.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The servers of the comparison. */
enum EchoServer {
  PROJECT("project", WebSocketEchoApplication.class),
  TOMCAT("Tomcat", TomcatEchoServer.class),
  NETTY("Netty, a flush per read", NettyEchoServer.class),
  NETTY_PER_FRAME("Netty, a flush per frame", NettyEchoServer.class),
  NETTY_OPENSSL("Netty, OpenSSL", NettyEchoServer.class);

  private final String heading;
  private final Class<?> main;

  EchoServer(String heading, Class<?> main) {
    this.heading = heading;
    this.main = main;
  }

  /** By its name in small letters, with hyphens. */
  static EchoServer named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  String heading() {
    return heading;
  }

  /** Whether it takes part. Over TLS, {@link #NETTY} uses that of the JDK, as the project does. */
  boolean runs(Scenario scenario) {
    return switch (this) {
      case PROJECT, NETTY -> true;
      case TOMCAT, NETTY_PER_FRAME -> !scenario.tls();
      case NETTY_OPENSSL -> scenario.tls();
    };
  }

  /**
   * Starts it on a free port.
   *
   * @param folder where its log goes
   */
  ServerProcess start(Path folder, List<String> jvmOptions, Scenario scenario) throws IOException {
    int connections = scenario.connections() + Benchmark.SPARE_CONNECTIONS;
    List<String> arguments =
        switch (this) {
          case PROJECT -> project(connections, scenario.tls());
          case TOMCAT -> plainTomcat(connections);
          case NETTY -> netty(scenario, scenario.tls() ? List.of(NettyEchoServer.TLS) : List.of());
          case NETTY_PER_FRAME -> netty(scenario, List.of(NettyEchoServer.FLUSH_PER_FRAME));
          case NETTY_OPENSSL -> netty(scenario, List.of(NettyEchoServer.OPENSSL));
        };
    return ServerProcess.start(main, folder, Map.of(), jvmOptions, arguments);
  }

  /** The application's own properties are on the class path, and are no business of a peer. */
  private static List<String> plainTomcat(int connections) {
    List<String> arguments = new ArrayList<>(tomcat(connections));
    arguments.add("--spring.config.location=optional:file:no-settings/");
    return arguments;
  }

  private static List<String> tomcat(int connections) {
    return List.of("--server.port=0", "--server.tomcat.max-connections=" + connections);
  }

  /** Without the limits that a load from one address is there to meet: the others have none. */
  private static List<String> project(int connections, boolean tls) {
    List<String> arguments = new ArrayList<>(tomcat(connections));
    if (tls) {
      arguments.add("--websocket-echo.tls.port=0");
    }
    for (String limit :
        List.of(
            "connections",
            "connections-per-address",
            "connection-rate",
            "message-rate",
            "byte-rate")) {
      arguments.add("--websocket-echo.limits." + limit + "=0");
    }
    return arguments;
  }

  private static List<String> netty(Scenario scenario, List<String> kind) {
    List<String> arguments = new ArrayList<>(kind);
    if (scenario.deflate()) {
      arguments.add(NettyEchoServer.DEFLATE);
    }
    return arguments;
  }
}
