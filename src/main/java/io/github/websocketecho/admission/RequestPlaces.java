package io.github.websocketecho.admission;

import jakarta.servlet.http.HttpServletRequest;

/** Decides which plain requests are answered while many of them are. Any thread. */
public interface RequestPlaces {

  /** The attribute of a request that got no place: the exception that says why. */
  String REJECTED = RequestPlaces.class.getName() + ".rejected";

  /** The place of a request. */
  @FunctionalInterface
  interface Place {
    /** The request has been answered. */
    void leave();
  }

  /**
   * Takes a place for a request.
   *
   * @throws RuntimeException if there is none; the request keeps it as {@link #REJECTED}
   */
  Place take(HttpServletRequest request);

  /** Whether most places are taken, so that no connection is kept for a further request. */
  boolean areFew();
}
