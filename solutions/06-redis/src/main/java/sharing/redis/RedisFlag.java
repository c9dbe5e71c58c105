package sharing.redis;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;
import sharing.common.Flag;

/**
 * Step 1. A flag in a Redis server: each client that knows the server and the key can see it and
 * raise it, in any process and in any language.
 *
 * <p>The flag is the value of the key: {@code "1"} when it is raised and {@code "0"} when it is
 * lowered. If the key does not exist, {@link #raise}, {@link #lower} and {@link #isRaised} throw an
 * {@link IllegalStateException} that names the key. They also throw it if the server does not
 * answer within the time limit of {@link Connections}. {@link #isRaised} also throws it if the key
 * has any other value, of any type. A method that throws has created no key, except in one case: if
 * the server executed the command and only its answer was lost, the key exists, and expires.
 *
 * <p>The key expires one hour ({@link #LIFE}) after it was last written, no matter when the process
 * that writes it dies. So a process that crashes does not leave a key behind forever.
 */
public final class RedisFlag implements Flag, AutoCloseable {
  /** How long a key lives after it was last written. */
  public static final Duration LIFE = Duration.ofHours(1);

  private static final String LOWERED = "0";
  private static final String RAISED = "1";

  private final RedisClient redis;
  private final String key;
  private final boolean isOwner;

  private RedisFlag(URI redis, String key, boolean isOwner) {
    if (redis == null) {
      throw new IllegalArgumentException("redis must not be null");
    }
    if (key == null) {
      throw new IllegalArgumentException("key must not be null");
    }
    this.redis = Connections.pool(redis);
    this.key = key;
    this.isOwner = isOwner;
  }

  /**
   * Creates a new flag, lowered.
   *
   * @param redis the server: {@code redis://host:port}
   * @param key the key
   * @throws IllegalArgumentException if an argument is null; the message names it
   * @throws IllegalStateException if the key already exists (it keeps its value and its expiry), or
   *     if the server does not answer. In both cases no connection stays open
   */
  public static RedisFlag create(URI redis, String key) {
    RedisFlag flag = new RedisFlag(redis, key, true);
    try {
      flag.write(LOWERED, params().nx(), "exists already");
      return flag;
    } catch (IllegalStateException e) {
      flag.redis.close();
      throw e;
    }
  }

  /**
   * Opens a flag that another object has created.
   *
   * @param redis the server: {@code redis://host:port}
   * @param key the key
   * @throws IllegalArgumentException if an argument is null; the message names it
   */
  public static RedisFlag open(URI redis, String key) {
    return new RedisFlag(redis, key, false);
  }

  @Override
  public void raise() {
    write(RAISED, params().xx(), "is gone");
  }

  @Override
  public void lower() {
    write(LOWERED, params().xx(), "is gone");
  }

  @Override
  public boolean isRaised() {
    String value = ask(client -> client.get(key));
    if (value == null) {
      throw new IllegalStateException("the flag " + key + " is gone");
    }
    return switch (value) {
      case RAISED -> true;
      case LOWERED -> false;
      default -> throw new IllegalStateException("the flag " + key + " has the value " + value);
    };
  }

  /**
   * Closes the connections of all threads. The object that created the flag deletes the key; an
   * object that opened the flag leaves it.
   *
   * @throws IllegalStateException if the key must be deleted and the server does not answer; the
   *     connections are closed even then
   */
  @Override
  public void close() {
    try (redis) {
      if (isOwner) {
        ask(client -> client.del(key));
      }
    }
  }

  private static SetParams params() {
    return SetParams.setParams().ex(LIFE.toSeconds());
  }

  /** Writes if the parameters allow it. Redis checks the key and writes it in one step. */
  private void write(String value, SetParams params, String otherwise) {
    if (ask(client -> client.set(key, value, params)) == null) {
      throw new IllegalStateException("the flag " + key + " " + otherwise);
    }
  }

  private <T> T ask(Function<RedisClient, T> question) {
    try {
      return question.apply(redis);
    } catch (JedisException e) {
      throw new IllegalStateException(
          "the flag " + key + " cannot be reached: " + e.getMessage(), e);
    }
  }
}
