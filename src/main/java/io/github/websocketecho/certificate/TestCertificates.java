package io.github.websocketecho.certificate;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.scenario.CertificateName;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * The certificates of the names at the TLS port, and the root that has signed them. Each is
 * generated on its first use, without a network, and kept for the life of the process. Any thread;
 * the first use takes as long as the start of a JVM, or of two.
 */
@Component
@Lazy
public final class TestCertificates {

  private static final int YEAR = 365;

  /** As long as browsers accept from a root that a user has added [days]. */
  private static final int LONG = 2 * YEAR;

  private static final int TEN_YEARS = 10 * YEAR;
  private static final int WEAK_BITS = 768;
  private static final String CLIENT = "WebSocket Echo test client";

  private final String domain;
  private final Supplier<KeyEntry> root;
  private final Supplier<KeyEntry> unpublished;
  private final Supplier<KeyEntry> client;
  private final Map<CertificateName, Supplier<KeyEntry>> servers =
      new EnumMap<>(CertificateName.class);

  TestCertificates(EchoProperties properties) {
    domain = properties.tls().domain();
    root = once(() -> newRoot("WebSocket Echo test root"));
    unpublished = once(() -> newRoot("WebSocket Echo unpublished root"));
    client =
        once(
            () ->
                Keytool.generate(
                    root(), new CertificateRequest(CLIENT).forClients().valid(0, LONG).options()));
    Arrays.stream(CertificateName.values())
        .forEach(name -> servers.put(name, once(() -> newServer(name))));
  }

  private static Supplier<KeyEntry> once(Supplier<KeyEntry> generate) {
    return SingletonSupplier.of(generate);
  }

  private KeyEntry newRoot(String subject) {
    return Keytool.generate(
        null, new CertificateRequest(subject).forSigning(domain).valid(0, TEN_YEARS).options());
  }

  private KeyEntry newServer(CertificateName name) {
    String label = name == CertificateName.WRONG_NAME ? "other-name" : name.label();
    String host = label + '.' + domain;
    var request =
        new CertificateRequest(host).names(List.of(host, "*." + host)).forServers().valid(0, LONG);
    switch (name) {
      case EXPIRED -> request.valid(-LONG, YEAR);
      case NOT_YET -> request.valid(TEN_YEARS, YEAR);
      case WEAK_KEY -> request.rsa(WEAK_BITS);
      default -> {}
    }
    return Keytool.generate(signer(name), request.options());
  }

  /** Who signs the certificate; null if it is self-signed. */
  private @Nullable KeyEntry signer(CertificateName name) {
    return switch (name) {
      case SELF_SIGNED -> null;
      case UNTRUSTED -> unpublished.get();
      default -> root();
    };
  }

  /**
   * The key and the certificate that the server has at a name.
   *
   * @throws IllegalStateException if they cannot be generated, with the reason
   */
  public KeyEntry of(CertificateName name) {
    return Objects.requireNonNull(servers.get(name)).get();
  }

  /** The key and the certificate of the root. Clients are asked to trust it. */
  public KeyEntry root() {
    return root.get();
  }

  /** The key and the certificate that are published for clients. */
  public KeyEntry client() {
    return client.get();
  }

  /** A store that trusts the root, and holds no key. */
  public KeyStore trust() {
    return root().trusting();
  }
}
