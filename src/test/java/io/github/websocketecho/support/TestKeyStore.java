package io.github.websocketecho.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A key with a self-signed certificate, generated once for all tests of a run. */
public final class TestKeyStore {

  private static final String PASSWORD = "password";
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
      String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      Process process =
          new ProcessBuilder(
                  keytool,
                  "-genkeypair",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=localhost",
                  "-alias",
                  "echo",
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  PASSWORD,
                  "-keystore",
                  file.toString())
              .inheritIO()
              .start();
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("keytool did not create a key store");
      }
      return file;
    } catch (IOException e) {
      throw new IllegalStateException("keytool did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
