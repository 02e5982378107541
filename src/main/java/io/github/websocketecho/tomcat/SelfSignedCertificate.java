package io.github.websocketecho.tomcat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A key (EC, P-256) with a self-signed certificate for this machine, valid for 30 days. No part of
 * it remains on the disk.
 *
 * <p>The JDK has no public API for this, only a program, {@code keytool}, which is in every JRE.
 *
 * @param keyStore contains the key and the certificate
 * @param password of the key
 * @param hosts the names and addresses in the certificate
 * @param fingerprint the SHA-256 of the certificate, such as {@code 0A:1B…}
 */
record SelfSignedCertificate(
    KeyStore keyStore, String password, List<String> hosts, String fingerprint) {

  private static final String ALIAS = "made";
  private static final String DAYS = "30";
  private static final String PASSWORD_VARIABLE = "WEBSOCKET_ECHO_MADE_PASSWORD";
  private static final long TIMEOUT_SECONDS = 30;
  private static final int PASSWORD_BYTES = 24;
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

  /**
   * Generates a key and its certificate, which takes about as long as the start of a JVM.
   *
   * @throws IllegalStateException if {@code keytool} is missing or fails, with the reason
   */
  static SelfSignedCertificate generate() {
    try {
      Path folder = Files.createTempDirectory("websocket-echo-tls"); // Only its owner can read it.
      Path file = folder.resolve("made.p12");
      try {
        return generate(file);
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

  private static SelfSignedCertificate generate(Path file)
      throws IOException, GeneralSecurityException, InterruptedException {
    List<String> names =
        Stream.concat(Stream.of("localhost"), hostName())
            .map(String::toLowerCase)
            .distinct()
            .toList();
    List<String> addresses = List.of("127.0.0.1", "::1");
    String password = newPassword();
    run(file, alternatives(names, addresses), password);
    KeyStore keyStore = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keyStore.load(in, password.toCharArray());
    }
    byte[] certificate = keyStore.getCertificate(ALIAS).getEncoded();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate);
    return new SelfSignedCertificate(
        keyStore,
        password,
        Stream.concat(names.stream(), addresses.stream()).toList(),
        HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash));
  }

  private static Stream<String> hostName() {
    try {
      return Stream.of(InetAddress.getLocalHost().getHostName())
          .filter(HOST_NAME.asMatchPredicate());
    } catch (UnknownHostException e) {
      return Stream.of();
    }
  }

  private static String alternatives(List<String> names, List<String> addresses) {
    return "SAN="
        + String.join(
            ",",
            Stream.concat(names.stream().map("dns:"::concat), addresses.stream().map("ip:"::concat))
                .toList());
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static void run(Path file, String alternatives, String password)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-Xmx32m",
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-dname",
                "CN=localhost",
                "-ext",
                alternatives,
                "-ext",
                "EKU=serverAuth",
                "-validity",
                DAYS,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass:env",
                PASSWORD_VARIABLE)
            .redirectErrorStream(true);
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
