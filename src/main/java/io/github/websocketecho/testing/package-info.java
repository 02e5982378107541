/**
 * How is it used in a test?
 *
 * <p>This package is all that the class path of a test gains. It needs only the JDK, version 17 or
 * newer, and the API of JUnit Jupiter.
 */
@NullMarked
package io.github.websocketecho.testing;

import org.jspecify.annotations.NullMarked;
