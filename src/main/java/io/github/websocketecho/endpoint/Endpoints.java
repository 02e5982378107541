package io.github.websocketecho.endpoint;

import java.util.Comparator;
import java.util.List;
import org.springframework.http.server.PathContainer;

/**
 * The one table of URLs. Its last row matches every path. Immutable; any thread.
 *
 * @param all the rows
 */
record Endpoints(List<Endpoint> all) {

  /** The endpoint that serves a path. */
  Endpoint at(PathContainer path) {
    return all.stream()
        .filter(endpoint -> endpoint.pattern().matches(path))
        .min(Comparator.comparing(Endpoint::pattern))
        .orElseThrow();
  }
}
