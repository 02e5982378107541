/** How does a test start and stop servers in a process of their own? */
@NullMarked
package io.github.websocketecho.hosting;

import org.jspecify.annotations.NullMarked;
