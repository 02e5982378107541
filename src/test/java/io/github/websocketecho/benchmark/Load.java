package io.github.websocketecho.benchmark;

import java.io.IOException;

/** One kind of use of a server. Ends by itself. */
interface Load {

  /**
   * Loads the server and measures.
   *
   * @throws IOException if the server does not do what was asked of it
   */
  Result run(Options options, ProcessProbe server) throws IOException, InterruptedException;
}
