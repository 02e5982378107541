package io.github.websocketecho.certificate;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.engine.AddressText;
import io.github.websocketecho.scenario.CertificateName;
import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.scenario.ScenarioCatalogue;
import io.github.websocketecho.transcript.TlsRecorder;
import io.github.websocketecho.transcript.TlsRecorder.Named;
import io.github.websocketecho.transcript.TlsTranscripts;
import io.github.websocketecho.transcript.TranscriptException;
import io.github.websocketecho.transcript.TranscriptStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What the names mean that clients ask for at the TLS port. Any thread. */
@Component
@Lazy
public final class TlsNames {

  private static final int NO_PORT = -1;

  private final String domain;
  private final ScenarioCatalogue catalogue;
  private final TranscriptStore transcripts;

  private volatile IntSupplier port = () -> NO_PORT;

  TlsNames(EchoProperties properties, ScenarioCatalogue catalogue, TranscriptStore transcripts) {
    this.domain = properties.tls().domain();
    this.catalogue = catalogue;
    this.transcripts = transcripts;
  }

  /**
   * Sets the port.
   *
   * @param port returns the TCP port, or a negative number while it is closed
   */
  public void listenAt(IntSupplier port) {
    this.port = port;
  }

  /** The TCP port; negative while it is closed. */
  public int port() {
    return port.getAsInt();
  }

  /**
   * The name that chooses a certificate, and the id of a transcript.
   *
   * @param id 1 to 63 of {@code a-z 0-9 -}, no hyphen at its ends
   */
  public String host(CertificateName name, String id) {
    return id + '.' + name.label() + '.' + domain;
  }

  /**
   * The beginning of an address at {@link #host}, such as {@code wss://a.expired.localhost:8443}.
   */
  public String address(CertificateName name, String id) {
    return "wss://" + host(name, id) + ':' + port();
  }

  /**
   * An IP address of this server as people write it.
   *
   * @param local an IP address of any form
   */
  public static String ipAddress(String local) {
    return AddressText.of(InetAddress.ofLiteral(local));
  }

  /** The domain of all names. */
  public String domain() {
    return domain;
  }

  /**
   * The name that chooses a certificate.
   *
   * @param serverName that the client has asked for; null for none
   * @return empty for the certificate of the server itself
   */
  public Optional<CertificateName> certificate(@Nullable String serverName) {
    return named(serverName).map(CertificateHost::name);
  }

  private Optional<CertificateHost> named(@Nullable String serverName) {
    return CertificateHost.parse(serverName, domain)
        .filter(host -> scenario(host.name()).isPresent());
  }

  /** The entry of the catalogue; empty if it is switched off. */
  private Optional<Scenario> scenario(CertificateName name) {
    return catalogue.scenarios().stream()
        .filter(scenario -> scenario.certificate() == name)
        .findFirst();
  }

  /**
   * Begins the record of a TLS handshake. If the name contains an id, its transcript begins, unless
   * the id is in use or there are too many transcripts.
   *
   * @param serverName that the client has asked for; null for none
   * @param versions that it offers
   * @param client null if its connection has ended
   */
  public TlsRecorder begin(
      @Nullable String serverName, List<String> versions, @Nullable InetSocketAddress client) {
    @Nullable CertificateHost host = named(serverName).orElse(null);
    @Nullable String label = host == null ? null : host.name().label();
    var tls = new TlsRecorder(serverName, label, versions, chosenBy(host));
    try {
      TlsTranscripts.begin(transcripts, tls, client == null ? "" : text(client));
    } catch (TranscriptException e) {
      // TLS has no answer for this. An opening handshake will get it.
    }
    return tls;
  }

  private @Nullable Named chosenBy(@Nullable CertificateHost host) {
    if (host == null || host.id() == null) {
      return null;
    }
    Scenario scenario = scenario(host.name()).orElseThrow();
    return new Named(host.id(), scenario.id(), scenario.rule());
  }

  private static String text(InetSocketAddress address) {
    return AddressText.of(Objects.requireNonNull(address.getAddress()), address.getPort());
  }
}
