/** How does a socket come from Tomcat? */
@NullMarked
package io.github.websocketecho.tomcat;

import org.jspecify.annotations.NullMarked;
