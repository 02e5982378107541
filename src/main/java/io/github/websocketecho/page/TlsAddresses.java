package io.github.websocketecho.page;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.certificate.TlsNames;
import io.github.websocketecho.scenario.CertificateName;
import io.github.websocketecho.scenario.Scenario;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The addresses of the scenarios that are at names of the TLS port. Any thread. */
@Component
final class TlsAddresses {

  /** Stands for the id of a transcript. */
  private static final String ANY_ID = "{id}";

  private final ObjectProvider<TlsNames> names;
  private final ServletContext context;
  private final boolean isAvailable;

  /**
   * @param names asked for only if there is a TLS port
   */
  TlsAddresses(EchoProperties properties, ObjectProvider<TlsNames> names, ServletContext context) {
    isAvailable = properties.tls().port() >= 0;
    this.names = names;
    this.context = context;
  }

  /** Whether there is a TLS port. */
  boolean isAvailable() {
    return isAvailable;
  }

  /**
   * The address of the server for a scenario, with a slash at its end.
   *
   * @return null if the scenario is at every name
   */
  @Nullable String server(Scenario scenario) {
    return server(scenario, ANY_ID);
  }

  /** The same with the id of a transcript. */
  @Nullable String server(Scenario scenario, String id) {
    @Nullable CertificateName name = scenario.certificate();
    return name == null || !isAvailable
        ? null
        : names.getObject().address(name, id) + context.getContextPath() + '/';
  }
}
