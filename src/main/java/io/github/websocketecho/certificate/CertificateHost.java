package io.github.websocketecho.certificate;

import io.github.websocketecho.scenario.CertificateName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name that a client has asked for, and that chooses a certificate.
 *
 * @param name chooses the certificate
 * @param id of the transcript, from the label in front; null without it
 */
record CertificateHost(CertificateName name, @Nullable String id) {

  /** A label of a host name: the JDK rejects a ClientHello that asks for any other. */
  private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /**
   * Parses a name such as {@code expired.localhost} or {@code my-test.expired.localhost}.
   *
   * @param serverName of any case; null if the client has asked for none
   * @param domain in lower case
   * @return empty if it is no such name
   */
  static Optional<CertificateHost> parse(@Nullable String serverName, String domain) {
    String suffix = '.' + domain;
    String host = serverName == null ? "" : serverName.toLowerCase(Locale.ROOT);
    if (!host.endsWith(suffix)) {
      return Optional.empty();
    }
    String labels = host.substring(0, host.length() - suffix.length());
    int dot = labels.indexOf('.');
    @Nullable String id = dot < 0 ? null : labels.substring(0, dot);
    return id == null || ID.matcher(id).matches()
        ? CertificateName.of(labels.substring(dot + 1)).map(name -> new CertificateHost(name, id))
        : Optional.empty();
  }
}
