package sharing.redis;

import java.net.URI;
import java.time.Duration;
import sharing.common.Flag;

/**
 * Step 1. A flag in a Redis server: each client that knows the server and the key can see it and
 * raise it, in any process and in any language.
 *
 * <p>It is the value of the key, {@code "1"} when it is raised and {@code "0"} when it is lowered.
 * If there is no such key, {@link #raise}, {@link #lower} and {@link #isRaised} throw an {@link
 * IllegalStateException} that names the key. They also do so if the server does not answer, and
 * {@link #isRaised} if the value is another one, whatever its type. A method that has thrown has
 * not made a key, unless only the answer was lost: then it expires.
 *
 * <p>The key expires {@link #LIFE} after it was last written, even if the process that writes it
 * dies at any moment. So a process that crashes leaves no key behind forever.
 */
public final class RedisFlag implements Flag, AutoCloseable {
  /** How long a key lives after it was last written. */
  public static final Duration LIFE = Duration.ofHours(1);

  /**
   * Makes a new flag, lowered.
   *
   * @param redis the server: {@code redis://host:port}
   * @param key the key
   * @throws IllegalArgumentException if an argument is null; the message names it
   * @throws IllegalStateException if there is such a key already, which stays as it is, with its
   *     expiry; or if the server does not answer. No connection stays open
   */
  public static RedisFlag create(URI redis, String key) {
    throw new UnsupportedOperationException("TODO step 1: make the flag");
  }

  /**
   * Opens a flag that another object has made.
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
    throw new UnsupportedOperationException("TODO step 1: look at the flag");
  }

  /**
   * Closes the connections, those of all threads. The object that made the flag deletes the key,
   * and one that opened it leaves it.
   *
   * @throws IllegalStateException if the server does not answer and the key was to be deleted; the
   *     connections are closed then, too
   */
  @Override
  public void close() {
    throw new UnsupportedOperationException("TODO step 1: close the flag");
  }
}
