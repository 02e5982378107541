package io.github.websocketecho.certificate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to generate, as the options of {@code keytool -genkeypair}. By default an EC key on P-256,
 * and a certificate that is valid for 30 days from now. Not thread-safe.
 */
final class CertificateRequest {

  private static final String VALIDITY = "30";

  /** The longest name whose constraint has lengths of one byte in DER [characters]. */
  static final int LONGEST_DOMAIN = 100;

  private final String subject;
  private final List<String> alternatives = new ArrayList<>();
  private final List<String> extensions = new ArrayList<>();
  private List<String> key = List.of("-keyalg", "EC", "-groupname", "secp256r1");
  private List<String> validity = List.of("-validity", VALIDITY);

  /**
   * @param subject the common name; letters, digits, dots, hyphens and spaces
   */
  CertificateRequest(String subject) {
    this.subject = subject;
  }

  CertificateRequest names(List<String> names) {
    names.forEach(name -> alternatives.add("dns:" + name));
    return this;
  }

  CertificateRequest addresses(List<String> addresses) {
    addresses.forEach(address -> alternatives.add("ip:" + address));
    return this;
  }

  CertificateRequest forServers() {
    return extension("EKU=serverAuth");
  }

  CertificateRequest forClients() {
    return extension("EKU=clientAuth");
  }

  /**
   * The certificate signs others, but only those for names in this domain (RFC 5280, 4.2.1.10).
   *
   * @param domain 1 to {@value #LONGEST_DOMAIN} characters
   */
  CertificateRequest forSigning(String domain) {
    return extension("bc:critical=ca:true,pathlen:0")
        .extension("ku:critical=keyCertSign")
        .extension("2.5.29.30:critical=" + HexFormat.of().formatHex(permitted(domain)));
  }

  private CertificateRequest extension(String extension) {
    extensions.add(extension);
    return this;
  }

  /** Name constraints in DER: one permitted DNS name. */
  private static byte[] permitted(String domain) {
    byte[] name = domain.getBytes(StandardCharsets.US_ASCII);
    return sequence(0x30, sequence(0xa0, sequence(0x30, sequence(0x82, name))));
  }

  private static byte[] sequence(int tag, byte[] content) {
    byte[] sequence = new byte[2 + content.length];
    sequence[0] = (byte) tag;
    sequence[1] = (byte) content.length;
    System.arraycopy(content, 0, sequence, 2, content.length);
    return sequence;
  }

  CertificateRequest rsa(int bits) {
    key = List.of("-keyalg", "RSA", "-keysize", Integer.toString(bits));
    return this;
  }

  /**
   * @param from first day, relative to today; negative for one that has passed
   * @param days after it
   */
  CertificateRequest valid(int from, int days) {
    String start = (from < 0 ? "" : "+") + from + "d";
    validity =
        from == 0
            ? List.of("-validity", Integer.toString(days))
            : List.of("-startdate", start, "-validity", Integer.toString(days));
    return this;
  }

  /** The options. The hash of the signature is SHA-256. */
  List<String> options() {
    Stream<String> extended =
        alternatives.isEmpty()
            ? extensions.stream()
            : Stream.concat(
                Stream.of("SAN=" + String.join(",", alternatives)), extensions.stream());
    return Stream.of(
            Stream.of("-dname", "CN=" + subject),
            key.stream(),
            Stream.of("-sigalg", "SHA256withECDSA"),
            validity.stream(),
            extended.flatMap(extension -> Stream.of("-ext", extension)))
        .flatMap(options -> options)
        .toList();
  }
}
