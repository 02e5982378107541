package io.github.websocketecho.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.scenario.CertificateName;
import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import io.github.websocketecho.support.Node;
import io.github.websocketecho.support.NodeTest;
import io.github.websocketecho.support.TrustingTls;
import io.github.websocketecho.transcript.TranscriptClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Common clients at the names of the TLS port, and what the server says of them. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.tls.port=0")
@BrowserTest
@NodeTest
class CertificatesIntegrationTests {

  private static final List<String> INVALID =
      List.of("expired", "not-yet", "wrong-name", "untrusted", "self-signed", "weak-key");

  private static final String ENDED_WITHIN_TLS =
      "The client ended TCP within the TLS handshake, without an alert.";
  private static final String PASSED_WITH_REMARK = "passed: true, with a remark: ";

  /** A browser would ask its user for a certificate. */
  private static final List<CertificateName> NAMES =
      Stream.of(CertificateName.values())
          .filter(name -> name != CertificateName.CLIENT_CERTIFICATE)
          .toList();

  @LocalServerPort private int port;
  @Autowired private TestCertificates made;
  @Autowired private TlsNames names;
  @TempDir private Path folder;

  private TranscriptClient transcripts;
  private JsonNode certificates;
  private ClientTls tls;

  @BeforeEach
  void getCertificates() throws Exception {
    transcripts = new TranscriptClient(port);
    certificates = TranscriptClient.json(transcripts.get("/certificates"));
    tls = new ClientTls(certificates);
  }

  private static final Map<String, String> ACCEPTED =
      Map.of(
          "tls12", "passed: true: The client accepted the certificate, over TLS 1.2.",
          "tls13", "passed: true: The client accepted the certificate, over TLS 1.3.",
          "client-certificate",
              "passed: true: The client sent the certificate CN=WebSocket Echo test client, over"
                  + " TLS 1.3.");

  private static Map<String, String> verdicts(Map<String, String> rejected) {
    Map<String, String> all = new TreeMap<>(ACCEPTED);
    all.putAll(rejected);
    return all;
  }

  /** The same verdict on each invalid certificate. */
  private static Map<String, String> rejected(String verdict) {
    return INVALID.stream().collect(Collectors.toMap(Function.identity(), _ -> verdict));
  }

  private static String alert(String name) {
    return "passed: true: The client ended TLS with the alert " + name + ".";
  }

  private static String unspecificAlert(String name) {
    return PASSED_WITH_REMARK + "The client ended TLS with the alert " + name + ".";
  }

  @Test
  void jdkClientRejectsAllInvalidCertificates() throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(tls.context(true, true)).build()) {
      assertThat(verdictsOf(address -> connects(client, address)))
          .isEqualTo(verdicts(rejected(PASSED_WITH_REMARK + ENDED_WITHIN_TLS)));
    }
  }

  private static boolean connects(HttpClient client, String address) {
    try {
      client
          .newWebSocketBuilder()
          .buildAsync(URI.create(address), new WebSocket.Listener() {})
          .join()
          .abort();
      return true;
    } catch (CompletionException e) {
      return false;
    }
  }

  @Test
  void okHttpRejectsAllInvalidCertificates() throws Exception {
    TrustManagerFactory trust = tls.trust(true);
    var client =
        new OkHttpClient.Builder()
            .sslSocketFactory(
                tls.context(true, true).getSocketFactory(),
                (X509TrustManager) trust.getTrustManagers()[0])
            .build();
    try {
      assertThat(verdictsOf(address -> connects(client, address)))
          .isEqualTo(
              verdicts(
                  Map.of(
                      "expired", alert("certificate_expired"),
                      "not-yet", unspecificAlert("bad_certificate"),
                      "wrong-name",
                          PASSED_WITH_REMARK
                              + "The client completed the TLS handshake, and ended TCP without a"
                              + " request.",
                      "untrusted", alert("certificate_unknown"),
                      "self-signed", alert("certificate_unknown"),
                      "weak-key", alert("unsupported_certificate"))));
    } finally {
      client.dispatcher().executorService().shutdown();
      client.connectionPool().evictAll();
    }
  }

  private static boolean connects(OkHttpClient client, String address) throws Exception {
    var connected = new CompletableFuture<Boolean>();
    client.newWebSocket(
        new Request.Builder().url(address).build(),
        new WebSocketListener() {
          @Override
          public void onOpen(okhttp3.WebSocket socket, Response response) {
            connected.complete(true);
            socket.cancel();
          }

          @Override
          public void onFailure(
              okhttp3.WebSocket socket, Throwable failure, @Nullable Response response) {
            connected.complete(false);
          }
        });
    return connected.get(10, TimeUnit.SECONDS);
  }

  @Test
  void programForNodeRejectsAllInvalidCertificates() throws Exception {
    Node.withLibraries(folder);
    download("root.pem");
    download("client.pem");
    assertThat(
            verdictsOf(
                (address, programs) -> {
                  Files.writeString(
                      folder.resolve("check.mjs"), programs.path("node").stringValue());
                  Node.Run run = Node.runIn(folder, "node", "check.mjs");
                  assertThat(run.out() + run.err()).containsAnyOf("accepted", "rejected: ");
                  return run.out().contains("accepted");
                }))
        .isEqualTo(verdicts(rejected(PASSED_WITH_REMARK + ENDED_WITHIN_TLS)));
  }

  @Test
  void clientThatTrustsNoRootGetsNoVerdictOnTheRest() throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(tls.context(false, false)).build()) {
      Map<String, String> verdicts = verdictsOf(address -> connects(client, address));
      assertThat(verdicts)
          .containsAllEntriesOf(rejected(PASSED_WITH_REMARK + ENDED_WITHIN_TLS))
          .containsEntry("tls13", "passed: null, with a remark: " + ENDED_WITHIN_TLS);
    }
  }

  @Test
  void clientThatTrustsEverythingFails() throws Exception {
    SSLContext trusting = TrustingTls.context();
    try (var client = HttpClient.newBuilder().sslContext(trusting).build()) {
      Map<String, String> verdicts = verdictsOf(address -> connects(client, address));
      assertThat(verdicts)
          .containsAllEntriesOf(
              rejected("passed: false: The client accepted the certificate: it sent a request."));
      assertThat(verdicts.get("client-certificate"))
          .isEqualTo(
              "passed: false: The client sent no certificate. The server ended TLS with the alert"
                  + " certificate_required.");
    }
  }

  // ---- Chromium

  /** Chromium has no option to trust a root, but one to trust keys: those of two valid names. */
  @Test
  void chromiumRejectsAllInvalidCertificates() throws Exception {
    Process chromium = open(page());
    try {
      Map<String, String> verdicts = new TreeMap<>();
      for (CertificateName name : NAMES) {
        JsonNode seen = decided(name.label());
        verdicts.put(
            name.label(),
            seen.at("/verdict/passed").asString("null")
                + ' '
                + seen.at("/tls/receivedAlert").asString("null"));
      }
      assertThat(verdicts)
          .isEqualTo(
              Map.of(
                  "expired", "true certificate_unknown",
                  "not-yet", "true certificate_unknown",
                  "wrong-name", "true certificate_unknown",
                  "untrusted", "true certificate_unknown",
                  "self-signed", "true certificate_unknown",
                  "weak-key", "true certificate_unknown",
                  "tls12", "true null",
                  "tls13", "true null"));
    } finally {
      chromium.descendants().forEach(ProcessHandle::destroyForcibly);
      chromium.destroyForcibly().waitFor();
    }
  }

  private String page() {
    String addresses =
        NAMES.stream()
            .map(name -> names.address(name, name.label()) + '/')
            .collect(Collectors.joining(" "));
    return "data:text/html;base64,"
        + Base64.getEncoder()
            .encodeToString(
                """
                <script>
                for (const address of "%s".split(" ")) {
                  const socket = new WebSocket(address);
                  socket.onopen = () => socket.close();
                }
                </script>
                """
                    .formatted(addresses)
                    .getBytes(UTF_8));
  }

  private Process open(String page) throws Exception {
    return new ProcessBuilder(
            Browser.browser().orElseThrow().toString(),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            // The page is not from this machine, so it would need a permission to connect to it.
            "--disable-features=LocalNetworkAccessChecks",
            "--remote-debugging-port=0",
            "--user-data-dir=" + folder.resolve("profile"),
            "--ignore-certificate-errors-spki-list="
                + hashOfKey(CertificateName.TLS12)
                + ','
                + hashOfKey(CertificateName.TLS13),
            page)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private String hashOfKey(CertificateName name) throws Exception {
    byte[] key = made.of(name).certificate().getPublicKey().getEncoded();
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
  }

  /** The transcript, as soon as it has a verdict. Chromium may need some seconds to begin. */
  private JsonNode decided(String id) throws Exception {
    long deadline = System.nanoTime() + Browser.PATIENCE.toNanos();
    while (true) {
      var response = transcripts.get("/connections/" + id + "?absent=empty");
      boolean overdue = System.nanoTime() - deadline > 0;
      if (response.statusCode() == 200) {
        JsonNode seen = TranscriptClient.json(response);
        if (!seen.at("/verdict/passed").isNull() || overdue) {
          return seen;
        }
      }
      assertThat(overdue).as(id).isFalse();
      Thread.sleep(50);
    }
  }

  // ---- The run

  @FunctionalInterface
  private interface Visit {
    boolean connects(String address, JsonNode programs) throws Exception;
  }

  @FunctionalInterface
  private interface SimpleVisit {
    boolean connects(String address) throws Exception;
  }

  private Map<String, String> verdictsOf(SimpleVisit visit) throws Exception {
    return verdictsOf((address, _) -> visit.connects(address));
  }

  /** What the server says of a client, by the labels of the names. */
  private Map<String, String> verdictsOf(Visit visit) throws Exception {
    Map<String, String> verdicts = new TreeMap<>();
    for (JsonNode name : certificates.path("names")) {
      boolean connected = visit.connects(name.path("address").stringValue(), name.path("programs"));
      JsonNode seen = transcripts.ended(name.path("connection").stringValue());
      assertThat(seen.path("scenario").stringValue())
          .isEqualTo("certificate/" + name.path("name").stringValue());
      assertThat(seen.at("/handshake/status").isNull()).isNotEqualTo(connected);
      verdicts.put(name.path("name").stringValue(), verdict(seen.path("verdict")));
    }
    return verdicts;
  }

  private static String verdict(JsonNode verdict) {
    return "passed: "
        + verdict.path("passed").asString("null")
        + (verdict.path("remark").isNull() ? ": " : ", with a remark: ")
        + verdict.path("observed").stringValue();
  }

  private void download(String file) throws Exception {
    Files.writeString(folder.resolve(file), transcripts.get("/certificates/" + file).body());
  }
}
