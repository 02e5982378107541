/** What did the server see of a connection? */
@NullMarked
package io.github.websocketecho.transcript;

import org.jspecify.annotations.NullMarked;
