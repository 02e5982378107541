package io.github.websocketecho.engine;

import java.time.Duration;

/**
 * How the engine runs.
 *
 * @param loops the number of event loops, at least 1
 * @param messageSize the longest message [bytes] that is taken; 0 for any
 * @param messageRate how many frames of a client are taken in a second; 0 for any number
 * @param byteRate how many bytes of a client are taken in a second; 0 for any number
 * @param backlog how much memory [bytes] all connections together may take for what has come and is
 *     not whole, and for echoes that wait; beyond it they read no more than they can pass on
 * @param echoBuffer how much [bytes] of what one client has not taken may wait for it while more of
 *     what it sends is read
 * @param compression how much memory [bytes] all connections together may take to compress and to
 *     inflate; beyond it connections go without
 * @param idle how long a connection may stay quiet before it is closed with 1001; zero for ever
 * @param lifetime how long a connection may be open before it is closed with 1001; zero for ever
 * @param writeStall how long a peer may take nothing of what waits for it before it is cut off;
 *     zero for ever
 * @param closing how long the peer's part of the closing is waited for
 */
public record EngineSettings(
    int loops,
    long messageSize,
    int messageRate,
    long byteRate,
    long backlog,
    long echoBuffer,
    long compression,
    Duration idle,
    Duration lifetime,
    Duration writeStall,
    Duration closing) {}
