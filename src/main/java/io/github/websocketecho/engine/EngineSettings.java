package io.github.websocketecho.engine;

import java.time.Duration;

/**
 * How the engine runs.
 *
 * @param loops the number of event loops, at least 1
 * @param connections how many connections there are at most; 0 for any number. Tomcat takes some
 *     more, to say that there are too many.
 * @param tlsConnections how many of them there may be over TLS, at least 1
 * @param handshakes how many connections may wait for their client's request at a time, at least 1;
 *     beyond it those that wait the longest end
 * @param handshake how long TLS, and after it the head of a request, may take
 * @param messageSize the longest message [bytes] that is taken; 0 for any
 * @param messageRate how many frames of a client are taken in a second; 0 for any number
 * @param byteRate how many bytes of a client are taken in a second; 0 for any number
 * @param backlog how much memory [bytes] all connections together may take for what has come and is
 *     not whole, and for echoes that wait; beyond it they read no more than they can pass on
 * @param echoBuffer how much [bytes] of what one client has not taken may wait for it while more of
 *     what it sends is read
 * @param socketBuffer how much [bytes] the operating system may buffer of each direction of a
 *     connection; 0 for as much as it likes
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
    int connections,
    int tlsConnections,
    int handshakes,
    Duration handshake,
    long messageSize,
    int messageRate,
    long byteRate,
    long backlog,
    long echoBuffer,
    int socketBuffer,
    long compression,
    Duration idle,
    Duration lifetime,
    Duration writeStall,
    Duration closing) {}
