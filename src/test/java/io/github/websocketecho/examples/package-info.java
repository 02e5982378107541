/** The tests that the README and the document “In your tests” show. */
package io.github.websocketecho.examples;
