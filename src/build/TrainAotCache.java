import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Starts a server, does with it what its first visitors do, and stops it. If the server's JVM
 * writes an AOT cache, this decides which classes and which profiles of methods are in it: each
 * makes the image larger, and every start loads all of them. So TLS and scenarios are left out. The
 * build of the image runs this. Arguments: the port, and the command of the server.
 */
final class TrainAotCache {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final int VISITORS = 100;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String server;

  private TrainAotCache(String port) {
    server = "//localhost:" + port;
  }

  public static void main(String... arguments) throws Exception {
    var training = new TrainAotCache(arguments[0]);
    var command = List.of(arguments).subList(1, arguments.length);
    Process server = new ProcessBuilder(command).inheritIO().start();
    try {
      training.awaitServer(server);
      training.visit();
      server.destroy();
      if (!server.waitFor(PATIENCE)) {
        throw new IllegalStateException("The server did not end.");
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private void awaitServer(Process server) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (server.isAlive() && System.nanoTime() < deadline) {
      try {
        get("/actuator/health/readiness");
        return;
      } catch (IOException e) {
        Thread.sleep(PAUSE);
      }
    }
    throw new IllegalStateException("The server did not start.");
  }

  private void visit() throws Exception {
    for (int i = 0; i < VISITORS; i++) {
      get("/");
      connect();
    }
  }

  private void get(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http:" + server + path))
            .header("Accept", "text/html")
            .timeout(PATIENCE)
            .build();
    client.send(request, BodyHandlers.discarding());
  }

  /** Sends a message, and closes after its echo. */
  private void connect() throws Exception {
    var echo = new Echo();
    client
        .newWebSocketBuilder()
        .connectTimeout(PATIENCE)
        .buildAsync(URI.create("ws:" + server + "/"), echo)
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    echo.end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static final class Echo implements WebSocket.Listener {

    private final CompletableFuture<Void> end = new CompletableFuture<>();

    @Override
    public void onOpen(WebSocket socket) {
      WebSocket.Listener.super.onOpen(socket);
      socket.sendText("Hello", true);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      socket.request(1);
      return socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      end.complete(null);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      end.completeExceptionally(error);
    }
  }
}
