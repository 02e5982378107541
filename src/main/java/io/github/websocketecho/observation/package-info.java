/** How is it doing? */
@NullMarked
package io.github.websocketecho.observation;

import org.jspecify.annotations.NullMarked;
