package io.github.websocketecho.engine;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ProtocolHandler;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

/**
 * While more than half of Tomcat's threads are busy, the body of a request that nobody has read is
 * not passed over: TCP ends behind the answer instead. To pass over a body that comes slowly takes
 * a thread as long.
 */
final class UnreadBody extends ValveBase {

  UnreadBody() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (!request.isFinished() && !request.isAsync() && areMostThreadsBusy(request)) {
      response.finishResponse();
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  private static boolean areMostThreadsBusy(Request request) {
    ProtocolHandler protocol = request.getConnector().getProtocolHandler();
    return protocol.getExecutor() instanceof ThreadPoolExecutor threads
        && threads.getActiveCount() > threads.getMaximumPoolSize() / 2;
  }
}
