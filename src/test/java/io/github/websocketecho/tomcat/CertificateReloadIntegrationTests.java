package io.github.websocketecho.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.certificate.SelfSignedCertificate;
import io.github.websocketecho.support.Document;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate in PEM files that are replaced, with the configuration of the documents. */
class CertificateReloadIntegrationTests {

  @TempDir private Path folder;

  @Test
  void newConnectionsGetTheNewCertificateAndOpenOnesStayOpen() throws Exception {
    SelfSignedCertificate first = SelfSignedCertificate.generate();
    SelfSignedCertificate second = SelfSignedCertificate.generate();
    write(first);
    List<String> arguments = new ArrayList<>();
    configuration().lines().forEach(line -> arguments.add("--" + line));
    arguments.add("--spring.ssl.bundle.watch.file.quiet-period=50ms");
    try (var server = ServerProcess.start(folder, Map.of(), ServerProcess.QUICK_START, arguments);
        var old = RawClient.connectTls(server.port()).upgrade("/")) {
      assertThat(old.certificate()).isEqualTo(certificate(first));
      write(second);
      try (var client = RawClient.connectTls(awaitCertificate(server, second)).upgrade("/")) {
        for (var each : List.of(old, client)) {
          each.sendText("hi");
          assertThat(each.read()).hasToString("text \"hi\"");
          each.sendClose(4001, "bye");
          assertThat(each.read()).hasToString("close 4001 bye");
        }
      }
    }
  }

  /** Connects repeatedly until the server has the new certificate. */
  private static int awaitCertificate(ServerProcess server, SelfSignedCertificate expected)
      throws Exception {
    int port = server.port();
    long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
    X509Certificate seen;
    do {
      try (var client = RawClient.connectTls(port).upgrade("/")) {
        seen = client.certificate();
      }
    } while (!seen.equals(certificate(expected)) && System.nanoTime() < deadline);
    assertThat(seen).isEqualTo(certificate(expected));
    return port;
  }

  private String configuration() {
    String shown = Document.page("deploy").blocks("properties").getFirst();
    assertThat(shown).contains("reload-on-update", "8443", "/etc/websocket-echo");
    return shown.replace("8443", "0").replace("/etc/websocket-echo", folder.toString());
  }

  /** Replaces both files, each atomically. */
  private void write(SelfSignedCertificate generated) throws Exception {
    var key =
        generated.entry().keyStore().getKey("made", generated.entry().password().toCharArray());
    replace("tls.crt", "CERTIFICATE", certificate(generated).getEncoded());
    replace("tls.key", "PRIVATE KEY", key.getEncoded());
  }

  private static X509Certificate certificate(SelfSignedCertificate generated) throws Exception {
    return (X509Certificate) generated.entry().keyStore().getCertificate("made");
  }

  private void replace(String name, String label, byte[] content) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(content);
    Path next = folder.resolve(name + ".next");
    Files.writeString(
        next, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label));
    Files.move(next, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }
}
