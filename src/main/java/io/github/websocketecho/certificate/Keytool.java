package io.github.websocketecho.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Generates keys with certificates. No part of them remains on the disk.
 *
 * <p>The JDK has no public API for this, only a program, {@code keytool}, which is in every JRE.
 */
final class Keytool {

  private static final String SIGNER = "signer";
  private static final String PASSWORD_VARIABLE = "WEBSOCKET_ECHO_MADE_PASSWORD";
  private static final long TIMEOUT_SECONDS = 30;
  private static final int PASSWORD_BYTES = 24;

  private Keytool() {}

  /**
   * Generates a key and its certificate, which takes about as long as the start of a JVM.
   *
   * @param signer signs the certificate; null for the new key itself
   * @param options of {@code keytool -genkeypair} for the key and the certificate
   * @throws IllegalStateException if {@code keytool} is missing or fails, with the reason
   */
  static KeyEntry generate(@Nullable KeyEntry signer, List<String> options) {
    try {
      Path folder = Files.createTempDirectory("websocket-echo-tls"); // Only its owner can read it.
      Path file = folder.resolve("made.p12");
      try {
        return generate(file, signer, options);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw failed(e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted", e);
    }
  }

  private static KeyEntry generate(Path file, @Nullable KeyEntry signer, List<String> options)
      throws IOException, GeneralSecurityException, InterruptedException {
    String password = newPassword();
    List<String> all = new ArrayList<>(options);
    if (signer != null) {
      write(file, signer, password);
      all.addAll(List.of("-signer", SIGNER));
    }
    run(file, password, all);
    KeyStore store = KeyEntry.empty();
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password.toCharArray());
    }
    return KeyEntry.from(store, KeyEntry.ALIAS, password);
  }

  private static void write(Path file, KeyEntry signer, String password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyEntry.empty();
    store.setKeyEntry(
        SIGNER,
        signer.key(),
        password.toCharArray(),
        signer.keyStore().getCertificateChain(KeyEntry.ALIAS));
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static void run(Path file, String password, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-Xmx32m", "-J-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-genkeypair", "-alias", KeyEntry.ALIAS));
    command.addAll(options);
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString()));
    command.addAll(List.of("-storepass:env", PASSWORD_VARIABLE));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(PASSWORD_VARIABLE, password);
    // Options for the server, such as an agent or its memory, are not for keytool.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("keytool did not end within " + TIMEOUT_SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      byte[] output = process.getInputStream().readAllBytes();
      throw new IOException("keytool: " + new String(output, StandardCharsets.UTF_8).strip());
    }
  }

  private static IllegalStateException failed(String why, Exception cause) {
    return new IllegalStateException(
        "websocket-echo.tls.port: no certificate can be generated (" + why + ")", cause);
  }
}
