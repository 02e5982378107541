/** How is a plain request answered? */
@NullMarked
package io.github.websocketecho.http;

import org.jspecify.annotations.NullMarked;
