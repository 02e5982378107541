package io.github.websocketecho.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Node;
import io.github.websocketecho.support.NodeTest;
import io.github.websocketecho.support.TrustingTls;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
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
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Common clients at the names of the TLS port, and what the server says of them. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.tls.port=0")
@NodeTest
class CertificatesIntegrationTests {

  private static final List<String> INVALID =
      List.of("expired", "not-yet", "wrong-name", "untrusted", "self-signed", "weak-key");

  private static final String ENDED_WITHIN_TLS =
      "The client ended TCP within the TLS handshake, without an alert.";
  private static final String PASSED_WITH_REMARK = "passed: true, with a remark: ";

  @LocalServerPort private int port;
  @TempDir private Path folder;

  private TranscriptClient transcripts;
  private JsonNode certificates;

  @BeforeEach
  void getCertificates() throws Exception {
    transcripts = new TranscriptClient(port);
    certificates = TranscriptClient.json(transcripts.get("/certificates"));
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
    try (var client = HttpClient.newBuilder().sslContext(tls(true, true)).build()) {
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
    TrustManagerFactory trust = trust(true);
    var client =
        new OkHttpClient.Builder()
            .sslSocketFactory(
                tls(true, true).getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0])
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
    Node.install();
    Files.createSymbolicLink(
        folder.resolve("node_modules"), Node.FOLDER.resolve("node_modules").toAbsolutePath());
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
    try (var client = HttpClient.newBuilder().sslContext(tls(false, false)).build()) {
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

  // ---- What the client trusts, and who it is

  private SSLContext tls(boolean trusting, boolean certified) throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(certified ? keys() : new KeyManager[0], trust(trusting).getTrustManagers(), null);
    return context;
  }

  private TrustManagerFactory trust(boolean trusting) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    if (trusting) {
      try (InputStream root = pem(certificates.path("root"))) {
        store.setCertificateEntry(
            "root", CertificateFactory.getInstance("X.509").generateCertificate(root));
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusting ? store : null);
    return factory;
  }

  private KeyManager[] keys() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream certificate = pem(certificates.at("/client/certificate"))) {
      var chain =
          new Certificate[] {
            CertificateFactory.getInstance("X.509").generateCertificate(certificate)
          };
      byte[] der =
          Base64.getMimeDecoder()
              .decode(
                  certificates.at("/client/key").stringValue().replaceAll("-----[A-Z ]+-----", ""));
      var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
      store.setKeyEntry("client", key, new char[0], chain);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static InputStream pem(JsonNode text) {
    return new ByteArrayInputStream(text.stringValue().getBytes(StandardCharsets.US_ASCII));
  }
}
