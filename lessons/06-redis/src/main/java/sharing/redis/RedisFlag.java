package sharing.redis;

import java.net.URI;
import java.time.Duration;
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
    throw new UnsupportedOperationException("TODO step 1: create the flag");
  }

  /**
   * Opens a flag that another object has created.
   *
   * @param redis the server: {@code redis://host:port}
   * @param key the key
   * @throws IllegalArgumentException if an argument is null; the message names it
   */
  public static RedisFlag open(URI redis, String key) {
    throw new UnsupportedOperationException("TODO step 1: open the flag");
  }

  @Override
  public void raise() {
    throw new UnsupportedOperationException("TODO step 1: raise the flag");
  }

  @Override
  public void lower() {
    throw new UnsupportedOperationException("TODO step 1: lower the flag");
  }

  @Override
  public boolean isRaised() {
    throw new UnsupportedOperationException("TODO step 1: check the flag");
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
    throw new UnsupportedOperationException("TODO step 1: close the flag");
  }
}
