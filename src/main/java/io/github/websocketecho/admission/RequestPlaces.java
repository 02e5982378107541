package io.github.websocketecho.admission;

import jakarta.servlet.http.HttpServletRequest;

/** Decides which plain requests are answered if there are many. Any thread. */
public interface RequestPlaces {

  /** The attribute of a request that got no place. Its value is the exception. */
  String REJECTED = RequestPlaces.class.getName() + ".rejected";

  /** The place of a request. */
  @FunctionalInterface
  interface Place {
    /** Frees the place after the request has been answered. */
    void leave();
  }

  /**
   * Takes a place for a request.
   *
   * @param mayWait whether the thread may wait for a moment; otherwise it serves all clients
   * @throws RuntimeException if there is none; it becomes the attribute {@link #REJECTED}
   */
  Place take(HttpServletRequest request, boolean mayWait);

  /** Whether most places are taken, so that TCP ends after a response. */
  boolean areFew();
}
