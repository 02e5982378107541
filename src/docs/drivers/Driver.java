// java Driver.java ws://localhost:8080 my-client (JDK 25 or newer)
import module java.net.http;

final HttpClient http = HttpClient.newHttpClient();

void main(String[] args) throws Exception {
  String base = args[0];
  String agent = "agent=" + URLEncoder.encode(args[1], StandardCharsets.UTF_8);
  int count = Integer.parseInt(echo(base + "/getCaseCount"));
  for (int n = 1; n <= count; n++) {
    echo(base + "/runCase?case=" + n + "&" + agent);
  }
  echo(base + "/updateReports?" + agent);

  var host = URI.create(base.replaceFirst("ws", "http"));
  var index = HttpRequest.newBuilder(host.resolve("/conformance/index.json?" + agent)).build();
  String results = http.send(index, HttpResponse.BodyHandlers.ofString()).body();
  long run = Pattern.compile("\"behavior\":").matcher(results).results().count();
  List<String> failed =
      Pattern.compile(
              "\"([^\"]+)\":\\{\"behavior\":\"(?:FAILED|[^\"]+\",\"behaviorClose\":\"(?!OK|INF))")
          .matcher(results)
          .results()
          .map(result -> result.group(1))
          .toList();
  IO.println(run + " of " + count + " cases run, " + failed.size() + " failed");
  failed.forEach(IO::println);
  System.exit(run < count || !failed.isEmpty() ? 1 : 0);
}

/** Sends every message back until the connection ends, and returns the last text. */
String echo(String address) {
  var echo = new Echo();
  http.newWebSocketBuilder()
      .buildAsync(URI.create(address), echo)
      .exceptionally(
          error -> {
            echo.onError(null, error);
            return null;
          });
  return echo.end.completeOnTimeout("", 10, TimeUnit.MINUTES).join();
}

static class Echo implements WebSocket.Listener {
  final StringBuilder text = new StringBuilder();
  final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  final CompletableFuture<String> end = new CompletableFuture<>();
  String lastText = "";

  public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    text.append(part);
    if (!last) {
      socket.request(1);
      return null;
    }
    lastText = text.toString();
    text.setLength(0);
    return socket.sendText(lastText, true).whenComplete((_, _) -> socket.request(1));
  }

  public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
    byte[] array = new byte[part.remaining()];
    part.get(array);
    bytes.writeBytes(array);
    if (!last) {
      socket.request(1);
      return null;
    }
    var message = ByteBuffer.wrap(bytes.toByteArray());
    bytes.reset();
    return socket.sendBinary(message, true).whenComplete((_, _) -> socket.request(1));
  }

  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    end.complete(lastText);
    return null; // The client answers the close frame.
  }

  public void onError(WebSocket socket, Throwable error) {
    end.complete(lastText); // Many cases end in one.
  }
}
