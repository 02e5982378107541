/** Why was a request refused? */
@NullMarked
package io.github.websocketecho.problem;

import org.jspecify.annotations.NullMarked;
