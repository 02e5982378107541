package io.github.websocketecho.page;

import java.util.List;
import java.util.Map;

/**
 * What a client needs to test its checks of certificates, as the JSON of {@code GET /certificates}.
 *
 * @param domain of the names
 * @param port TCP port of TLS
 * @param root the certificate to trust, in PEM
 * @param client a certificate for clients with its private key
 */
record CertificatesDocument(String domain, int port, String root, Client client, List<Name> names) {

  /**
   * A certificate for clients.
   *
   * @param certificate in PEM
   * @param key in PEM; it protects nothing
   */
  record Client(String certificate, String key) {}

  /**
   * A name with a certificate of its own.
   *
   * @param name such as {@code expired}
   * @param does what the server does
   * @param expected what a correct client does
   * @param connection a new id, for a transcript that begins with TLS
   * @param address to connect to
   * @param transcript where the transcript is
   * @param programs that connect to it, by language
   */
  record Name(
      String name,
      String does,
      String expected,
      String connection,
      String address,
      String transcript,
      Map<String, String> programs) {}
}
