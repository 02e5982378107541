/** How can a connection end? */
@NullMarked
package io.github.websocketecho.ending;

import org.jspecify.annotations.NullMarked;
