package io.github.websocketecho.certificate;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;

/**
 * TLS of a client that uses what {@code GET /certificates} responds with.
 *
 * @param certificates the response
 */
record ClientTls(JsonNode certificates) {

  SSLContext context(boolean trusting, boolean certified) throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(certified ? keys() : new KeyManager[0], trust(trusting).getTrustManagers(), null);
    return context;
  }

  TrustManagerFactory trust(boolean trusting) throws Exception {
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
