/** What do the replicas of a server share? */
@NullMarked
package io.github.websocketecho.replica;

import org.jspecify.annotations.NullMarked;
