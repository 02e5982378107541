/**
 * How does a socket come from Tomcat?
 *
 * <p>Tomcat accepts connections, does TLS and parses HTTP. After an opening handshake, the socket
 * moves to the engine. This package uses internal classes of Tomcat, which may change. Its
 * assumptions about them are listed here, each with the test that fails if a new Tomcat differs, in
 * {@code TomcatAssumptionsTests}, {@code TomcatAssumptionsIntegrationTests} or {@code
 * UpgradeAssumptionsIntegrationTests}.
 *
 * <p>Buffers, see {@link PooledBufferHandler}:
 *
 * <ul>
 *   <li>Tomcat uses the buffers of a connection only through methods of {@code SocketBufferHandler}
 *       that can be overridden: {@code #allMethodsOfABufferHandlerAreOverridden}.
 *   <li>A buffer has 8 KiB, with which Tomcat compares the room for a read: {@code
 *       #pooledBuffersHaveTomcatsSize}.
 *   <li>A handler into which nothing has been put is empty, and can be written: {@code
 *       #missingBuffersLookLikeNewOnes}.
 * </ul>
 *
 * <p>Buffers of TLS, see {@link PooledTlsChannel}:
 *
 * <ul>
 *   <li>A TLS channel uses its two buffers only in methods that can be overridden: {@code
 *       #methodsOfATlsChannelThatUseItsBuffersAreOverridden}.
 *   <li>Between two calls, the input buffer is empty if its position is 0, and the output buffer if
 *       nothing remains: {@code PooledTlsChannelIntegrationTests}.
 *   <li>Tomcat does not replace a buffer that is long enough for a record: {@code
 *       #buffersOfThePoolsAreLongEnoughForARecord}.
 * </ul>
 *
 * <p>Connections, see {@link PooledHttp11Protocol}:
 *
 * <ul>
 *   <li>One thread accepts all connections of a port, and calls {@code setSocketOptions} for each.
 *       Without a pool of channels it calls {@code createChannel} there: {@code
 *       #oneThreadAcceptsAllConnectionsAndEachGetsANewChannel}.
 *   <li>{@code connections} has each of them, as a {@code NioSocketWrapper}, until it is closed,
 *       also after an upgrade. Without TLS its channel is a {@code NioChannel} itself, with TLS a
 *       {@code SecureNioChannel}: {@code #upgradedSocketIsListedUntilItIsClosed}, {@code
 *       #tlsChannelEncryptsOneRecordAtATime}.
 *   <li>A maximum of -1 means any number of connections: {@code
 *       #minusOneMeansAnyNumberOfConnections}.
 *   <li>The poller calls {@code processSocket} with {@code OPEN_READ} and {@code dispatch} for a
 *       socket that is readable. Without {@code dispatch} it handles the request on that thread,
 *       and then reads the next one. What a buffer has is read before the socket is. The poller
 *       needs a key for each socket in which it is to be interested: {@code
 *       HandshakeThreadsIntegrationTests}.
 *   <li>The connector has the properties that are set by their names: {@code
 *       #connectorHasTheProperty}.
 * </ul>
 *
 * <p>Timeouts, see {@link PendingRequests}:
 *
 * <ul>
 *   <li>{@code createProcessor} creates the parser for the heads of a connection. It is the current
 *       processor of a socket while a head is incomplete, and has the time at which the head began.
 *       A socket has no current processor before that, between two requests, and while a thread
 *       answers a request. That thread holds the lock of the socket: {@code
 *       #socketHasAProcessorOnlyWithinAHead}.
 *   <li>{@code service} returns {@code LONG} each time that a part of a head has been received, and
 *       the head is incomplete: {@code #headReceivedInPartsIsReportedOnce}.
 *   <li>A socket has the interest {@code OP_READ} while it waits for its client, but a busy poller
 *       sets it late: {@code #socketHasAProcessorOnlyWithinAHead}.
 *   <li>{@code getLastRead} and {@code getLastWrite} are the times at which HTTP was read or
 *       written, and before that the time of acceptance: {@code
 *       #socketHasTheTimesOfItsLastReadAndWrite}. An unfinished TLS handshake changes neither, and
 *       {@code isHandshakeComplete} is false: {@code #unfinishedTlsHandshakeDoesNotCountAsARead}.
 *   <li>{@code setReadTimeout} by another thread applies from the next read of a body: {@code
 *       #shorterTimeoutEndsTheNextReadOfABody}.
 * </ul>
 *
 * <p>Requests, see {@link LenientHttpProcessor}, {@link PlainRequestsValve} and {@link
 * UnreadableRequestValve}:
 *
 * <ul>
 *   <li>{@code parseHost} receives each host. It sets the error state if the host is invalid, and
 *       otherwise the server's name and port: {@code #hostIsParsedByTheProcessor}.
 *   <li>The valves of the engine are called for unreadable requests too, which may have no address:
 *       {@code #engineValveReceivesUnreadableRequests}.
 *   <li>When a valve has finished the response, it may read the rest of the body. With {@code
 *       DISABLE_SWALLOW_INPUT} Tomcat reads none of it, and ends TCP: {@code
 *       #restOfABodyIsReadOrEndsTcp}.
 *   <li>An error ends TCP if the client expected 100 and has not sent its body: {@code
 *       #errorEndsTcpIfTheClientExpects100}.
 *   <li>{@code setErrorState} is called before TCP ends because of an error or of {@code
 *       DISABLE_SWALLOW_INPUT}, and {@code isRequestBodyFullyRead} is true then if the request has
 *       been received completely: {@code #completeRequestEndsTcpAtOnce}. If {@code service} returns
 *       {@code LONG} after the response, the socket retains its processor, and {@code service} is
 *       called again when the client sends more: {@code
 *       #restOfAnAnsweredRequestIsPassedToItsProcessor}.
 *   <li>The report valve that is added last is the first to report. It finds the reason in the
 *       status, the message of the failure and the parsed part of the request: {@code
 *       #lastReportValveIsTheFirstToReport}, {@code #messageForALargeHeadHasNoPlaceholder}.
 * </ul>
 *
 * <p>Upgrades, see {@link SocketTakeover} and {@link WithheldResponseValve}:
 *
 * <ul>
 *   <li>The thread of the request, which holds the lock of the socket, constructs the upgrade
 *       handler, and calls {@code setSocketWrapper} and then {@code init} after the request: {@code
 *       #upgradeHandlerReceivesTheSocketThenInitUnderTheLock}.
 *   <li>It calls {@code destroy} instead if TCP has already ended: {@code
 *       #handlerIsDestroyedIfTcpEndsBeforeInit}.
 *   <li>Nothing of a response that is marked as committed is sent, not even its head: {@code
 *       #committedResponseIsNotSent}.
 *   <li>The first read through the wrapper returns the bytes that were received with the head:
 *       {@code #bytesReceivedWithTheHeadAreReadOnce}.
 *   <li>If {@code hasAsyncIO}, Tomcat neither polls nor reads the socket any more: {@code
 *       #tomcatReadsNothingAfterAnUpgrade}.
 * </ul>
 *
 * <p>Channels, see {@link PlainTransport} and {@link TlsTransport}:
 *
 * <ul>
 *   <li>A plain channel reads and writes the socket itself, and buffers nothing: {@code
 *       #plainChannelBuffersNoOutput}, {@code #tomcatReadsNothingAfterAnUpgrade}.
 *   <li>A write to a TLS channel encrypts at most one record, and none while the last one has not
 *       been sent. {@code flushOutbound} continues to send, and {@code getOutboundRemaining} is the
 *       number of bytes left: {@code #tlsChannelEncryptsOneRecordAtATime}.
 *   <li>A read from a TLS channel leaves no decrypted bytes in it. It may throw at close_notify,
 *       and then {@code isInboundDone} of its {@code SSLEngine} is true: {@code
 *       #engineOfATlsChannelReportsCloseNotify}, and {@code TlsEndIntegrationTests} for bytes that
 *       are received together with it.
 *   <li>Closing a TLS channel sends close_notify, and leaves TCP open: {@code
 *       #closingATlsChannelEndsTlsButNotTcp}.
 *   <li>Closing a socket with SO_LINGER 0 resets it when the poller wakes up: {@code
 *       #resetSocketEndsAtOnce}.
 * </ul>
 *
 * <p>TLS handshakes, see {@link RecordedTlsChannel}. {@code TlsTranscriptsIntegrationTests} fails
 * if one of these is wrong, because it expects alerts, ends and requests of clients:
 *
 * <ul>
 *   <li>{@code createSSLEngine} of a channel is called once, after a complete ClientHello, with the
 *       name that the client asked for in lower case. It asks {@code getSSLHostConfig} of the
 *       endpoint for the configuration.
 *   <li>{@code handshake} is called until it returns 0 or throws. After the server has answered the
 *       ClientHello, the {@code SSLEngine} has a handshake session with version and cipher suite.
 *   <li>The message of the exception, or that of a cause, names the alert that the JDK has received
 *       or sends.
 *   <li>{@code read} is called after that, and {@code close(true)} at each end. {@code reset} is
 *       called before a channel serves another client.
 *   <li>{@code parseHost} is called for each request, and an attribute that is set there is one of
 *       the request.
 * </ul>
 */
@NullMarked
package io.github.websocketecho.tomcat;

import org.jspecify.annotations.NullMarked;
