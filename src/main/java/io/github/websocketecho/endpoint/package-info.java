/** What can a client connect to? */
@NullMarked
package io.github.websocketecho.endpoint;

import org.jspecify.annotations.NullMarked;
