/** Does a client keep the rules of the protocol? */
@NullMarked
package io.github.websocketecho.conformance;

import org.jspecify.annotations.NullMarked;
