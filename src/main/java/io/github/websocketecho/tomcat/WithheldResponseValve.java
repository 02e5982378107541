package io.github.websocketecho.tomcat;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Prevents Tomcat from sending its response to an opening handshake, because the engine sends one.
 * Only a valve has access to Tomcat's response, which can be marked as sent without being sent.
 */
final class WithheldResponseValve extends ValveBase {

  private static final String ATTRIBUTE = WithheldResponseValve.class.getName();

  WithheldResponseValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    request.setAttribute(ATTRIBUTE, response);
    getNext().invoke(request, response);
  }

  /** Prevents Tomcat from sending a response to a request. */
  static void withhold(ServletRequest request) {
    if (!(request.getAttribute(ATTRIBUTE) instanceof Response response)) {
      throw new IllegalStateException("The request has not passed the valve");
    }
    response.getCoyoteResponse().setCommitted(true);
  }
}
