package io.github.websocketecho.reliability;

import java.io.IOException;

/** What goes on against a server until it is closed. */
interface Load extends AutoCloseable {

  /** Whether each of its clients has tried to connect, and what was to be awaited has come. */
  boolean isUnderWay();

  /** Ends it, with all its connections. */
  @Override
  void close() throws IOException;
}
