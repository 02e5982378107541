/** What did the server see of a connection? */
@NullMarked
package io.github.websocketecho.connection;

import org.jspecify.annotations.NullMarked;
