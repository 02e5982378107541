/** What does a client meet that connects again and again? */
@NullMarked
package io.github.websocketecho.sequence;

import org.jspecify.annotations.NullMarked;
