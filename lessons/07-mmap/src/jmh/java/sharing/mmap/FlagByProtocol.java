package sharing.mmap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.UUID;
import sharing.common.Flag;
import sharing.testkit.redis.RespClient;

/** A flag in a Redis server, reached through a socket without a library. For one thread. */
final class FlagByProtocol implements Flag, AutoCloseable {
  private static final String EXPIRES = "3600";

  private final String key = "bench:flag:" + UUID.randomUUID();
  private final RespClient redis;

  FlagByProtocol(URI redis) throws IOException {
    this.redis = new RespClient(redis);
  }

  @Override
  public void raise() {
    ask("SET", key, "1", "EX", EXPIRES);
  }

  @Override
  public void lower() {
    ask("SET", key, "0", "EX", EXPIRES);
  }

  @Override
  public boolean isRaised() {
    return ask("GET", key).equals("1");
  }

  @Override
  public void close() throws IOException {
    ask("DEL", key);
    redis.close();
  }

  private String ask(String... command) {
    try {
      return redis.ask(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
