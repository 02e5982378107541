/** Who is let in? */
@NullMarked
package io.github.websocketecho.admission;

import org.jspecify.annotations.NullMarked;
