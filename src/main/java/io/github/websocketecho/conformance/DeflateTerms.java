package io.github.websocketecho.conformance;

import io.github.websocketecho.protocol.PermessageDeflate;
import io.github.websocketecho.protocol.PermessageDeflate.Offer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Which offers of permessage-deflate a case accepts, and with what in the answer (RFC 7692, section
 * 7.1). The parameters of the server are accepted as they are offered.
 */
enum DeflateTerms {
  /** Any offer. The answer says nothing about the client. */
  ANY(false, 0),
  /** Any offer. The client has to begin each message with an empty window. */
  NO_CONTEXT(true, 0),
  /** An offer with {@code client_max_window_bits}, for a window of 9 bits. */
  WINDOW_9(false, 9),
  /** The same for a window of 15 bits. */
  WINDOW_15(false, 15),
  /** As both. */
  NO_CONTEXT_WINDOW_9(true, 9),
  /** As both. */
  NO_CONTEXT_WINDOW_15(true, 15),
  /** The most of these that the client has offered: window and context, context, or any. */
  MOST(false, 0);

  private final boolean noContext;
  private final int windowBits;

  DeflateTerms(boolean noContext, int windowBits) {
    this.noContext = noContext;
    this.windowBits = windowBits;
  }

  /**
   * The answer to the offers; empty for none.
   *
   * @param offers all values of {@code Sec-WebSocket-Extensions}
   */
  Optional<PermessageDeflate> accept(List<String> offers) {
    List<Offer> supported = PermessageDeflate.offers(offers);
    return this == MOST
        ? Stream.of(NO_CONTEXT_WINDOW_9, NO_CONTEXT, ANY)
            .flatMap(terms -> terms.first(supported).stream())
            .findFirst()
        : first(supported);
  }

  private Optional<PermessageDeflate> first(List<Offer> offers) {
    return offers.stream()
        .filter(offer -> windowBits == 0 || offer.limitsClient())
        .map(this::answer)
        .findFirst();
  }

  private PermessageDeflate answer(Offer offer) {
    PermessageDeflate offered = offer.answer();
    return new PermessageDeflate(
        offered.serverNoContextTakeover(),
        noContext,
        offered.serverMaxWindowBits(),
        windowBits == 0
            ? OptionalInt.empty()
            : OptionalInt.of(
                Math.min(windowBits, offered.clientMaxWindowBits().orElse(windowBits))));
  }
}
