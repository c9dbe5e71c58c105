package sharing.durable;

import java.net.URI;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;

/** Connects to a Redis server with Jedis. */
public final class Connections {
  private Connections() {}

  /**
   * Makes a pool of connections: each command takes one, and returns it. Any number of threads may
   * use the pool. (A {@link redis.clients.jedis.Jedis} is one connection, for one thread at a
   * time.)
   *
   * <p>It connects when it is used. If the server does not answer within two seconds, Jedis throws
   * a {@link redis.clients.jedis.exceptions.JedisException}.
   *
   * @param redis the server: {@code redis://host:port}
   * @return a pool that the caller must close
   */
  public static RedisClient pool(URI redis) {
    JedisClientConfig client =
        DefaultJedisClientConfig.builder()
            .protocol(RedisProtocol.RESP2) // Every server speaks it, so Jedis need not ask.
            .build(); // Two seconds are Jedis's own limit.
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setJmxEnabled(false); // It would cost a process a tenth of a second.
    return RedisClient.builder()
        .hostAndPort(new HostAndPort(redis.getHost(), redis.getPort()))
        .clientConfig(client)
        .poolConfig(pool)
        .build();
  }
}
