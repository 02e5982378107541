package io.github.websocketecho.engine;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Has Tomcat lend the buffers of its connections, and leave some answers to us. */
@Component
final class TomcatCustomizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.setProtocol(LendingProtocol.class.getName());
    factory.addContextValves(new WithheldResponse());
    // Behind what Boot puts there, so that it is the first to report.
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new UnreadableRequest()));
  }
}
