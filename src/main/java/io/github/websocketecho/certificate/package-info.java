/** Which certificate does a client meet at the TLS port? */
@NullMarked
package io.github.websocketecho.certificate;

import org.jspecify.annotations.NullMarked;
