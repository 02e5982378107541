/** How can a server behave? */
@NullMarked
package io.github.websocketecho.scenario;

import org.jspecify.annotations.NullMarked;
