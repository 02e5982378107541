package io.github.websocketecho.page;

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

  /**
   * @param names none without a TLS port
   */
  TlsAddresses(ObjectProvider<TlsNames> names, ServletContext context) {
    this.names = names;
    this.context = context;
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
    @Nullable TlsNames all = names.getIfAvailable();
    return name == null || all == null
        ? null
        : all.address(name, id) + context.getContextPath() + '/';
  }
}
