/** How do bytes move? */
@NullMarked
package io.github.websocketecho.engine;

import org.jspecify.annotations.NullMarked;
