package io.github.websocketecho.certificate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.concurrent.Callable;

/**
 * A private key with its certificate, and with those that have signed it. Immutable.
 *
 * @param keyStore contains nothing else, under the name {@value #ALIAS}
 * @param password of the key
 */
public record KeyEntry(KeyStore keyStore, String password) {

  static final String ALIAS = "made";

  private static final String TYPE = "PKCS12";
  private static final int LINE_LENGTH = 64;

  /**
   * Copies one entry of a key store.
   *
   * @throws GeneralSecurityException if there is no such entry
   */
  static KeyEntry from(KeyStore all, String alias, String password)
      throws GeneralSecurityException, IOException {
    KeyStore only = empty();
    Key key = all.getKey(alias, password.toCharArray());
    only.setKeyEntry(ALIAS, key, password.toCharArray(), all.getCertificateChain(alias));
    return new KeyEntry(only, password);
  }

  static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(TYPE);
    store.load(null, null);
    return store;
  }

  /** The certificate, without those that have signed it. */
  Certificate certificate() {
    return unchecked(() -> keyStore.getCertificate(ALIAS));
  }

  Key key() {
    return unchecked(() -> keyStore.getKey(ALIAS, password.toCharArray()));
  }

  /** A store that trusts this certificate, and holds no key. */
  KeyStore trusting() {
    return unchecked(
        () -> {
          KeyStore store = empty();
          store.setCertificateEntry(ALIAS, certificate());
          return store;
        });
  }

  /** The certificate in PEM (RFC 7468). */
  public String certificatePem() {
    return pem("CERTIFICATE", unchecked(certificate()::getEncoded));
  }

  /** The private key in PEM (RFC 7468, section 10). */
  public String keyPem() {
    return pem("PRIVATE KEY", key().getEncoded());
  }

  private static String pem(String type, byte[] der) {
    byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, Base64.getMimeEncoder(LINE_LENGTH, lineEnd).encodeToString(der), type);
  }

  /** The bytes of a PKCS #12 file with key and certificates. */
  public byte[] pkcs12(String password) {
    return unchecked(
        () -> {
          var bytes = new ByteArrayOutputStream();
          char[] secret = password.toCharArray();
          KeyStore copy = empty();
          copy.setKeyEntry(ALIAS, key(), secret, keyStore.getCertificateChain(ALIAS));
          copy.store(bytes, secret);
          return bytes.toByteArray();
        });
  }

  /** The stores are in memory and complete, and every JRE has their type. */
  private static <T> T unchecked(Callable<T> read) {
    try {
      return read.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
