package io.github.websocketecho.replica;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Listens to channels of Redis. Each message has a virtual thread. Lettuce connects and subscribes
 * again after its connection was lost; Spring's container waits forever for a Redis that has ended.
 */
final class RedisChannels {

  private static final Logger logger = LoggerFactory.getLogger(RedisChannels.class);

  private final LettuceConnectionFactory connections;
  private final Map<String, Consumer<byte[]>> listeners;

  private @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;

  RedisChannels(LettuceConnectionFactory connections, Map<String, Consumer<byte[]>> listeners) {
    this.connections = connections;
    this.listeners = Map.copyOf(listeners);
  }

  /** Listens, unless it does already. Waits a second at most. */
  synchronized void listen() {
    if (connection != null) {
      return;
    }
    try {
      var client = (RedisClient) connections.getRequiredNativeClient();
      var begun = client.connectPubSub(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
      begun.addListener(new Listener());
      subscribe(begun);
      connection = begun;
    } catch (RedisException e) {
      logger.debug("Cannot listen to Redis yet", e);
    }
  }

  /** Lettuce does not subscribe again to what it has never been subscribed to. */
  private void subscribe(StatefulRedisPubSubConnection<String, byte[]> begun) {
    try {
      begun.sync().subscribe(listeners.keySet().toArray(String[]::new));
    } catch (RedisException e) {
      var _ = begun.closeAsync();
      throw e;
    }
  }

  synchronized void stop() {
    if (connection != null) {
      var _ = connection.closeAsync();
    }
  }

  private final class Listener extends RedisPubSubAdapter<String, byte[]> {

    @Override
    public void message(String channel, byte[] message) {
      Consumer<byte[]> listener = listeners.get(channel);
      if (listener != null) {
        Thread.ofVirtual().name("replica-call").start(() -> listener.accept(message));
      }
    }
  }
}
