package io.github.websocketecho.transcript;

import static io.github.websocketecho.support.RawClient.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests transcripts from a server on this machine. */
public final class TranscriptClient {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  public TranscriptClient(int port) {
    this.port = port;
  }

  /** The transcript now. */
  public JsonNode now(String id) throws IOException, InterruptedException {
    return json(get("/connections/" + id));
  }

  /** Waits until the connection has ended, and returns its transcript. */
  public JsonNode ended(String id) throws IOException, InterruptedException {
    return json(get("/connections/" + id + "?wait=10s"));
  }

  public static JsonNode json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    return JSON.readTree(response.body());
  }

  public static JsonNode parse(String json) {
    return JSON.readTree(json);
  }

  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  public HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  HttpResponse<String> post(String path, String type, byte[] body)
      throws IOException, InterruptedException {
    return send("POST", path, BodyPublishers.ofByteArray(body), "Content-Type", type);
  }

  public HttpResponse<String> send(
      String method, String path, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    return http.send(request(path, headers).method(method, body).build(), BodyHandlers.ofString());
  }

  /** The lines of an event stream, as they are received. */
  HttpResponse<Stream<String>> events(String id, String... headers)
      throws IOException, InterruptedException {
    return http.send(
        request("/connections/" + id + "/events", headers).build(), BodyHandlers.ofLines());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(PATIENCE);
    return headers.length == 0 ? request : request.headers(headers);
  }
}
