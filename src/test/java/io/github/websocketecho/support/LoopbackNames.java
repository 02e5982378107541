package io.github.websocketecho.support;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Resolves all names below {@code localhost} to this machine, as browsers do (RFC 6761, section
 * 6.3), for clients in the JVM of the tests. The JDK constructs it.
 */
public final class LoopbackNames extends InetAddressResolverProvider {

  /** Called by the JDK. */
  public LoopbackNames() {}

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new Resolver(configuration.builtinResolver());
  }

  @Override
  public String name() {
    return "names below localhost";
  }

  private record Resolver(InetAddressResolver builtIn) implements InetAddressResolver {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      return host.endsWith(".localhost")
          ? Stream.of(InetAddress.getByAddress(host, LOOPBACK))
          : builtIn.lookupByName(host, policy);
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      return builtIn.lookupByAddress(address);
    }
  }
}
