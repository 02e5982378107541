/** What does a person see? */
@NullMarked
package io.github.websocketecho.page;

import org.jspecify.annotations.NullMarked;
