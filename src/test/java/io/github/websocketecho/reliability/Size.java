package io.github.websocketecho.reliability;

/** How large an attack is. */
enum Size {

  /** A few seconds, for the ordinary build: still enough that a server without the bound fails. */
  SCALED,

  /** As an attacker would have it. */
  FULL;

  /** The number for this size. */
  int of(int scaled, int full) {
    return this == SCALED ? scaled : full;
  }
}
