package io.github.websocketecho.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A key with a self-signed certificate, generated once for all tests of a run. */
public final class TestKeyStore {

  private static final String PASSWORD = "password";
  private static final String ALIAS = "echo";
  private static final String TYPE = "PKCS12";
  private static final Path FILE = generate();

  private TestKeyStore() {}

  /** The settings that the documents describe. */
  public static Map<String, Object> settings() {
    return Map.of(
        "server.ssl.bundle",
        "test",
        "spring.ssl.bundle.jks.test.keystore.location",
        FILE.toUri(),
        "spring.ssl.bundle.jks.test.keystore.password",
        PASSWORD);
  }

  private static Path generate() {
    try {
      Path folder = Files.createTempDirectory("tls");
      folder.toFile().deleteOnExit();
      Path file = folder.resolve("key.p12");
      file.toFile().deleteOnExit();
      generate(file, List.of());
      return file;
    } catch (IOException e) {
      throw new IllegalStateException("keytool did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void generate(Path file, List<String> options)
      throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-keyalg", "EC"));
    command.addAll(List.of("-dname", "CN=localhost", "-alias", ALIAS, "-storetype", TYPE));
    command.addAll(List.of("-storepass", PASSWORD, "-keystore", file.toString()));
    command.addAll(options);
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("keytool did not create a key store");
    }
  }

  /**
   * Writes a new key and its self-signed certificate as PEM files.
   *
   * @param folder for another file
   * @param address an IP address that the certificate is for
   */
  public static void writePem(Path folder, String address, Path certificate, Path key)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("pem.p12");
    generate(file, List.of("-ext", "san=ip:" + address));
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    Files.writeString(certificate, pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
    byte[] pkcs8 = store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
    Files.writeString(key, pem("PRIVATE KEY", pkcs8));
  }

  private static String pem(String type, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, lines, type);
  }
}
