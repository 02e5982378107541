/** What do the RFCs say? */
@NullMarked
package io.github.websocketecho.protocol;

import org.jspecify.annotations.NullMarked;
