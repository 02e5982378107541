package io.github.websocketecho.reliability;

import java.io.IOException;

/** What goes on against a server until it is closed. */
interface Load extends AutoCloseable {

  /** Ends it, with all its connections. */
  @Override
  void close() throws IOException;
}
