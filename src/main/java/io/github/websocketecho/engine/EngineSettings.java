package io.github.websocketecho.engine;

import java.time.Duration;

/**
 * How the engine runs.
 *
 * @param loops the number of event loops, at least 1
 * @param messageSize the longest message [bytes] that is taken; 0 for any
 * @param idle how long a connection may stay quiet before it is closed with 1001; zero for ever
 * @param writeStall how long a peer may take nothing of what waits for it before it is cut off;
 *     zero for ever
 * @param closing how long the peer's part of the closing is waited for
 */
public record EngineSettings(
    int loops, long messageSize, Duration idle, Duration writeStall, Duration closing) {}
