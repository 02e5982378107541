/**
 * How does a socket come from Tomcat?
 *
 * <p>Tomcat accepts, does TLS and parses HTTP; after an opening handshake its socket moves to the
 * engine. This package uses classes inside Tomcat that promise nothing to others. What it assumes
 * of them is listed here, each with the test that fails if a new Tomcat is different: of {@code
 * TomcatAssumptionsTests}, {@code TomcatAssumptionsIntegrationTests} or {@code
 * UpgradeAssumptionsIntegrationTests}.
 *
 * <p>Buffers, see {@link PooledBufferHandler}:
 *
 * <ul>
 *   <li>All that Tomcat does with the buffers of a connection goes through methods of {@code
 *       SocketBufferHandler} that can be overridden: {@code
 *       #aBufferHandlerHasNoMethodThatIsNotOverridden}.
 *   <li>A buffer has 8 KiB, with which Tomcat compares the room for a read: {@code
 *       #buffersHaveTomcatsOwnSize}.
 *   <li>A handler into which nothing has been put is empty, and can be written: {@code
 *       #noBuffersLookLikeNewOnes}.
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
 *       {@code SecureNioChannel}: {@code #anUpgradedSocketIsListedUntilItIsClosed}, {@code
 *       #aTlsChannelEncryptsOneRecordAtATime}.
 *   <li>At most -1 connections are any number: {@code #minusOneIsAnyNumberOfConnections}.
 *   <li>The connector has the properties that are set by their names: {@code
 *       #theConnectorHasTheProperty}.
 * </ul>
 *
 * <p>Timeouts, see {@link PendingRequests}:
 *
 * <ul>
 *   <li>{@code createProcessor} makes what parses the heads of a connection. It is the current
 *       processor of a socket while a head is incomplete, with the time at which the head began. A
 *       socket has no current processor before that, between two requests, and while a thread
 *       answers a request. That thread holds the lock of the socket: {@code
 *       #aSocketHasAProcessorWithinAHeadOnly}.
 *   <li>{@code service} returns {@code LONG} each time that a part of a head has come and another
 *       is missing: {@code #aHeadThatComesInPartsIsReportedOnce}.
 *   <li>A socket is open for {@code OP_READ} while it waits for its client: {@code
 *       #aSocketHasAProcessorWithinAHeadOnly}.
 *   <li>{@code getLastRead} and {@code getLastWrite} are the times at which HTTP was read or
 *       written, and before that the time of the acceptance: {@code
 *       #theTimesOfASocketAreThoseOfItsReadsAndWrites}. A handshake of TLS that has not ended
 *       changes neither, and {@code isHandshakeComplete} says so: {@code
 *       #tlsThatHasNotEndedDoesNotCountAsARead}.
 *   <li>{@code setReadTimeout} of another thread counts from the next read of a body on: {@code
 *       #aShorterTimeoutEndsTheNextReadOfABody}.
 * </ul>
 *
 * <p>Requests, see {@link LenientHttpProcessor}, {@link PlainRequestsValve} and {@link
 * UnreadableRequestValve}:
 *
 * <ul>
 *   <li>{@code parseHost} gets each host, sets the error state if it is invalid, and otherwise the
 *       server's name and port: {@code #aHostIsParsedByTheProcessor}.
 *   <li>The valves of the engine are called for unreadable requests too, which may have no address:
 *       {@code #aValveOfTheEngineSeesUnreadableRequestsToo}.
 *   <li>Once a valve has finished the response, it may read the rest of the body. With {@code
 *       DISABLE_SWALLOW_INPUT} Tomcat reads none of it, and ends TCP: {@code
 *       #theRestOfABodyIsReadOrEndsTcp}.
 *   <li>An error ends TCP if the client expected 100 and its body has not come: {@code
 *       #anErrorEndsTcpWhereTheClientExpects100}.
 *   <li>The report valve that is added last is the first to report. It finds the reason in the
 *       status, the message of the failure and what has been parsed: {@code
 *       #theLastReportValveIsTheFirstToReport}, {@code #theMessageForALargeHeadHasNoPlaceholder}.
 * </ul>
 *
 * <p>Upgrades, see {@link SocketTakeover} and {@link WithheldResponseValve}:
 *
 * <ul>
 *   <li>The thread of the request, which holds the lock of the socket, constructs the upgrade
 *       handler, and calls {@code setSocketWrapper} and then {@code init} after the request: {@code
 *       #anUpgradeHandlerGetsTheSocketThenInitUnderTheLock}.
 *   <li>It calls {@code destroy} instead if TCP has ended by then: {@code
 *       #aHandlerIsDestroyedIfTcpEndsBeforeInit}.
 *   <li>Of a response that is marked as committed nothing is sent, not even its head: {@code
 *       #nothingIsSentOfAResponseThatIsMarkedAsSent}.
 *   <li>The first read through the wrapper returns what came together with the head: {@code
 *       #whatCameWithTheHeadIsReadOnce}.
 *   <li>If {@code hasAsyncIO}, Tomcat neither polls nor reads the socket any more: {@code
 *       #tomcatReadsNothingAfterAnUpgrade}.
 * </ul>
 *
 * <p>Channels, see {@link PlainTransport} and {@link TlsTransport}:
 *
 * <ul>
 *   <li>A plain channel reads and writes the socket itself, and keeps nothing: {@code
 *       #aPlainChannelKeepsNothingToSend}, {@code #tomcatReadsNothingAfterAnUpgrade}.
 *   <li>A write to a TLS channel encrypts one record at most, and none while the one before is not
 *       out. {@code flushOutbound} sends on, {@code getOutboundRemaining} says how much is left:
 *       {@code #aTlsChannelEncryptsOneRecordAtATime}.
 *   <li>A read from a TLS channel leaves nothing decrypted behind. It may throw at close_notify,
 *       and then {@code isInboundDone} of its {@code SSLEngine} is true: {@code
 *       #theEngineOfATlsChannelKnowsOfCloseNotify}, and {@code TlsEndIntegrationTests} for all that
 *       can come with it.
 *   <li>Closing a TLS channel sends close_notify, and leaves TCP as it is: {@code
 *       #closingATlsChannelEndsTlsAndNotTcp}.
 *   <li>A socket that is closed with nothing to linger for is reset once the poller wakes up:
 *       {@code #aSocketThatIsResetEndsAtOnce}.
 * </ul>
 */
@NullMarked
package io.github.websocketecho.tomcat;

import org.jspecify.annotations.NullMarked;
