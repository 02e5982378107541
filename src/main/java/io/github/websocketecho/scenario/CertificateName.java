package io.github.websocketecho.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names below which the TLS port has a certificate, or a version of TLS, of their own. The
 * certificates of a name are also valid for every name that has one more label in front.
 */
public enum CertificateName {
  /** Ended a year ago. */
  EXPIRED("expired", Judged.REJECTED),
  /** Begins in ten years. */
  NOT_YET("not-yet", Judged.REJECTED),
  /** Is for another name. */
  WRONG_NAME("wrong-name", Judged.REJECTED),
  /** Is signed by a root that nobody has published. */
  UNTRUSTED("untrusted", Judged.REJECTED_FOR_ITS_ROOT),
  /** Is signed by its own key. */
  SELF_SIGNED("self-signed", Judged.REJECTED_FOR_ITS_ROOT),
  /** Has an RSA key of 768 bits. */
  WEAK_KEY("weak-key", Judged.REJECTED),
  /** Is valid; TLS 1.2 only. */
  TLS12("tls12", Judged.ACCEPTED),
  /** Is valid; TLS 1.3 only. */
  TLS13("tls13", Judged.ACCEPTED),
  /** Is valid; the client needs a certificate too. */
  CLIENT_CERTIFICATE("client-certificate", Judged.ACCEPTED);

  /** What a correct client that trusts the root does. */
  private enum Judged {
    ACCEPTED,
    REJECTED,
    REJECTED_FOR_ITS_ROOT
  }

  private static final String TLS_1_2 = "TLSv1.2";
  private static final String TLS_1_3 = "TLSv1.3";

  private final String label;
  private final Judged judged;

  CertificateName(String label, Judged judged) {
    this.label = label;
    this.judged = judged;
  }

  /** The label of the name, such as {@code not-yet}. */
  public String label() {
    return label;
  }

  /** The id of the scenario. */
  public String scenario() {
    return "certificate/" + label;
  }

  /** Whether a correct client accepts the certificate, if it trusts the root. */
  public boolean isValid() {
    return judged == Judged.ACCEPTED;
  }

  /** Whether the published root has signed the certificate. */
  public boolean isFromRoot() {
    return judged != Judged.REJECTED_FOR_ITS_ROOT;
  }

  /** The versions of TLS that the server accepts, in the JDK's names. */
  public List<String> versions() {
    return switch (this) {
      case TLS12 -> List.of(TLS_1_2);
      case TLS13 -> List.of(TLS_1_3);
      default -> List.of(TLS_1_2, TLS_1_3);
    };
  }

  /** The name with this label; empty if there is none. */
  public static Optional<CertificateName> of(String label) {
    return Stream.of(values()).filter(name -> name.label.equals(label)).findFirst();
  }
}
