package io.github.websocketecho.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests in a real browser. A parameter of type {@link Browser} receives a browser without
 * stored data: a test's for that test, and a {@code @BeforeAll} method's for all tests of its
 * class. All share one process.
 *
 * <p>If no browser is installed, the tests are skipped with a warning, or fail if the environment
 * variable {@code CI} is {@code true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(BrowserExtension.class)
public @interface BrowserTest {}
