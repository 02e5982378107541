package io.github.websocketecho.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.websocketecho.certificate.KeyEntry;
import io.github.websocketecho.certificate.SelfSignedCertificate;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * TLS that is the same for all servers: version 1.3, AES-128-GCM, X25519, and a key for ECDSA with
 * P-256, as the project's TLS port generates it.
 */
final class TlsContexts {

  static final String PROTOCOL = "TLSv1.3";
  static final String CIPHER_SUITE = "TLS_AES_128_GCM_SHA256";

  private static final String[] GROUPS = {"x25519"};

  private TlsContexts() {}

  static SslContext server(SslProvider provider) throws SSLException {
    KeyEntry entry = SelfSignedCertificate.generate().entry();
    return SslContextBuilder.forServer(
            new ByteArrayInputStream(entry.certificatePem().getBytes(US_ASCII)),
            new ByteArrayInputStream(entry.keyPem().getBytes(US_ASCII)))
        .sslProvider(provider)
        .protocols(PROTOCOL)
        .ciphers(List.of(CIPHER_SUITE))
        .build();
  }

  /** With OpenSSL, because a client that takes as much CPU as the server would slow it. */
  static SslContext client(TrustManager trust) throws SSLException {
    return SslContextBuilder.forClient()
        .sslProvider(SslProvider.OPENSSL)
        .protocols(PROTOCOL)
        .option(OpenSslContextOption.GROUPS, GROUPS)
        .trustManager(trust)
        .endpointIdentificationAlgorithm("")
        .build();
  }
}
