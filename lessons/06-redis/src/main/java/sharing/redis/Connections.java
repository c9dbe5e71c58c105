package sharing.redis;

import java.net.URI;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;

/** Connects to a Redis server with Jedis. */
public final class Connections {
  private Connections() {}

  /**
   * Creates a pool of connections: each call takes a connection and returns it. Any number of
   * threads may use the pool. (A {@link redis.clients.jedis.Jedis} is one connection, for one
   * thread at a time.)
   *
   * <p>The pool connects when it is used. If the server does not answer within two seconds, Jedis
   * throws a {@link redis.clients.jedis.exceptions.JedisException}. The system property {@code
   * sharing.redis.bound} sets another time limit, in milliseconds.
   *
   * @param redis the server: {@code redis://host:port}
   * @return a pool that the caller must close
   */
  public static RedisClient pool(URI redis) {
    JedisClientConfig client =
        DefaultJedisClientConfig.builder()
            .protocol(RedisProtocol.RESP2) // All servers speak it, without a handshake.
            .socketTimeoutMillis(
                Integer.getInteger("sharing.redis.bound", Protocol.DEFAULT_TIMEOUT))
            .build();
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setJmxEnabled(false); // JMX would cost each process a tenth of a second.
    return RedisClient.builder()
        .hostAndPort(new HostAndPort(redis.getHost(), redis.getPort()))
        .clientConfig(client)
        .poolConfig(pool)
        .build();
  }
}
