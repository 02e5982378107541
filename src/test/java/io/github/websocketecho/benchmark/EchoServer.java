package io.github.websocketecho.benchmark;

import io.github.websocketecho.WebSocketEchoApplication;
import io.github.websocketecho.support.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The servers of the comparison. */
enum EchoServer {
  PROJECT("project", WebSocketEchoApplication.class),
  TOMCAT("Spring on Tomcat's WebSocket", TomcatEchoServer.class),
  NETTY("Netty", NettyEchoServer.class);

  private final String heading;
  private final Class<?> main;

  EchoServer(String heading, Class<?> main) {
    this.heading = heading;
    this.main = main;
  }

  static EchoServer named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  String heading() {
    return heading;
  }

  /**
   * Starts it on a free port.
   *
   * @param folder where its log goes
   * @param connections that it must be able to hold
   */
  ServerProcess start(Path folder, List<String> jvmOptions, boolean deflate, int connections)
      throws IOException {
    List<String> arguments =
        this == NETTY
            ? deflate ? List.of(NettyEchoServer.DEFLATE) : List.of()
            : List.of("--server.port=0", "--server.tomcat.max-connections=" + connections);
    return ServerProcess.start(main, folder, Map.of(), jvmOptions, arguments);
  }
}
