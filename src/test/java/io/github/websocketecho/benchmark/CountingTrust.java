package io.github.websocketecho.benchmark;

import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/**
 * Accepts every certificate, and counts them: a resumed session has none. Runs on the thread of the
 * load client.
 */
final class CountingTrust implements X509TrustManager {

  private long certificates;

  /** How many there were so far. */
  long certificates() {
    return certificates;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {
    certificates++;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {}

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
