package io.github.websocketecho.engine;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Lets an opening handshake go unanswered by Tomcat, for the engine answers: a valve keeps at hand
 * what the servlet API hides, the response that can be marked as sent without being sent.
 */
final class WithheldResponse extends ValveBase {

  private static final String ATTRIBUTE = WithheldResponse.class.getName();

  WithheldResponse() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    request.setAttribute(ATTRIBUTE, response);
    getNext().invoke(request, response);
  }

  /** Tomcat sends nothing in answer to this request. */
  static void withhold(ServletRequest request) {
    if (!(request.getAttribute(ATTRIBUTE) instanceof Response response)) {
      throw new IllegalStateException("The request has not come through the valve");
    }
    response.getCoyoteResponse().setCommitted(true);
  }
}
