/** How is it doing? */
@NullMarked
package io.github.websocketecho.monitoring;

import org.jspecify.annotations.NullMarked;
