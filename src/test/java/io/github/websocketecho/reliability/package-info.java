/** What does the server survive, and who notices? */
@NullMarked
package io.github.websocketecho.reliability;

import org.jspecify.annotations.NullMarked;
