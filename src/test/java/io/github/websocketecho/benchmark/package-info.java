/**
 * How does the server compare with others? A load client and a runner, which measure servers in
 * turns, each in its own process on this machine's loopback, and print a table:
 *
 * <pre>./mvnw -q -Pbenchmark process-test-classes</pre>
 *
 * takes about an hour and a half. {@link io.github.websocketecho.benchmark.Benchmark} lists the
 * arguments, for example for a first look at two servers:
 *
 * <pre>
 * ./mvnw -q -Pbenchmark process-test-classes \
 *     -Dbenchmark.args="scenarios=1,3-text servers=project,netty rounds=2 warmup=3 seconds=2"
 * </pre>
 *
 * Needs Linux on x86_64. Rates vary from run to run, CPU per message much less: judge by both, and
 * only where nothing else runs on the machine.
 */
@NullMarked
package io.github.websocketecho.benchmark;

import org.jspecify.annotations.NullMarked;
