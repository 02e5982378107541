package io.github.websocketecho.benchmark;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A peer: an echo on plain Netty with epoll and as many loops as Netty chooses. It flushes once for
 * all that a read has brought. Takes the arguments {@code flush-per-frame}, to flush after every
 * frame as Netty's own example of a WebSocket server does, and {@code deflate}, to accept
 * permessage-deflate, {@code tls} for the JDK's TLS, and {@code openssl} for OpenSSL's.
 */
final class NettyEchoServer {

  static final String DEFLATE = "deflate";
  static final String FLUSH_PER_FRAME = "flush-per-frame";
  static final String TLS = "tls";
  static final String OPENSSL = "openssl";

  private static final int LONGEST_REQUEST = 65536;
  private static final int BACKLOG = 1024;

  private NettyEchoServer() {}

  static void main(String[] arguments) throws InterruptedException, SSLException {
    Epoll.ensureAvailability();
    List<String> given = List.of(arguments);
    SslContext tls = tls(given);
    var initializer =
        new Initializer(tls, given.contains(DEFLATE), given.contains(FLUSH_PER_FRAME));
    Channel server =
        new ServerBootstrap()
            .group(new MultiThreadIoEventLoopGroup(EpollIoHandler.newFactory()))
            .channel(EpollServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childHandler(initializer)
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    int port = ((InetSocketAddress) server.localAddress()).getPort();
    System.out.println("Netty started on port " + port + (tls == null ? "" : " (https)"));
    server.closeFuture().sync();
  }

  private static @Nullable SslContext tls(List<String> given) throws SSLException {
    if (given.contains(OPENSSL)) {
      return TlsContexts.server(SslProvider.OPENSSL);
    }
    return given.contains(TLS) ? TlsContexts.server(SslProvider.JDK) : null;
  }

  private static final class Initializer extends ChannelInitializer<Channel> {

    private final WebSocketServerProtocolConfig config;
    private final @Nullable SslContext tls;
    private final boolean deflate;
    private final boolean flushPerFrame;

    private Initializer(@Nullable SslContext tls, boolean deflate, boolean flushPerFrame) {
      this.tls = tls;
      this.deflate = deflate;
      this.flushPerFrame = flushPerFrame;
      config =
          WebSocketServerProtocolConfig.newBuilder()
              .websocketPath("/")
              .checkStartsWith(true)
              .allowExtensions(deflate)
              .maxFramePayloadLength(Integer.MAX_VALUE)
              .build();
    }

    @Override
    protected void initChannel(Channel channel) {
      if (tls != null) {
        channel.pipeline().addLast(tls.newHandler(channel.alloc()));
      }
      channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(LONGEST_REQUEST));
      if (deflate) {
        channel.pipeline().addLast(new WebSocketServerCompressionHandler(0));
      }
      channel
          .pipeline()
          .addLast(new WebSocketServerProtocolHandler(config), new Echo(flushPerFrame));
    }
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {

    private final boolean flushPerFrame;

    private Echo(boolean flushPerFrame) {
      this.flushPerFrame = flushPerFrame;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
      var _ =
          flushPerFrame
              ? context.writeAndFlush(frame, context.voidPromise())
              : context.write(frame, context.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      // Who does not read is not read from: the memory for his answers is bounded.
      context.channel().config().setAutoRead(context.channel().isWritable());
      context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }
}
