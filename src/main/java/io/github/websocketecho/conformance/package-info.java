/** Does a client keep the rules? Cases, each with what the server sends and what it expects. */
@NullMarked
package io.github.websocketecho.conformance;

import org.jspecify.annotations.NullMarked;
