package io.github.websocketecho.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests in a real browser: a parameter of the type {@link Browser} is given one that remembers
 * nothing, to a test for itself, and to a {@code @BeforeAll} method for all tests of its class. It
 * is the same process throughout.
 *
 * <p>Where there is no browser the tests are skipped, with a line that says so; where {@code CI} is
 * {@code true} they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(BrowserExtension.class)
public @interface BrowserTest {}
