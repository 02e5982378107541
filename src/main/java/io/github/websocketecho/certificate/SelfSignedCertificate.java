package io.github.websocketecho.certificate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A key (EC, P-256) with a self-signed certificate for this machine, valid for 30 days.
 *
 * @param entry contains the key and the certificate
 * @param hosts the names and addresses in the certificate
 * @param fingerprint the SHA-256 of the certificate, such as {@code 0A:1B…}
 */
public record SelfSignedCertificate(KeyEntry entry, List<String> hosts, String fingerprint) {

  private static final List<String> ADDRESSES = List.of("127.0.0.1", "::1");
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

  /**
   * Generates a key and its certificate, which takes about as long as the start of a JVM.
   *
   * @throws IllegalStateException if this is not possible, with the reason
   */
  public static SelfSignedCertificate generate() {
    List<String> names =
        Stream.concat(Stream.of("localhost"), hostName())
            .map(String::toLowerCase)
            .distinct()
            .toList();
    KeyEntry entry =
        Keytool.generate(
            null,
            new CertificateRequest("localhost")
                .names(names)
                .addresses(ADDRESSES)
                .forServers()
                .options());
    return new SelfSignedCertificate(
        entry, Stream.concat(names.stream(), ADDRESSES.stream()).toList(), fingerprint(entry));
  }

  private static String fingerprint(KeyEntry entry) {
    try {
      byte[] certificate = entry.certificate().getEncoded();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate);
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // Every JRE has SHA-256, and has just encoded it.
    }
  }

  private static Stream<String> hostName() {
    try {
      return Stream.of(InetAddress.getLocalHost().getHostName())
          .filter(HOST_NAME.asMatchPredicate());
    } catch (UnknownHostException e) {
      return Stream.of();
    }
  }
}
