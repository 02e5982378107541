/** What is this, and what can be set? */
@NullMarked
package io.github.websocketecho;

import org.jspecify.annotations.NullMarked;
