package io.github.websocketecho.conformance;

import io.github.websocketecho.protocol.PermessageDeflate;
import java.util.List;
import java.util.Optional;

/** Which offers of permessage-deflate a case accepts, and with what in the answer. */
enum DeflateTerms {
  ANY;

  /** The answer to the offers; empty for none. */
  Optional<PermessageDeflate> accept(List<String> offers) {
    return PermessageDeflate.negotiate(offers);
  }
}
