package sharing.testkit.redis;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Reads the state of a Redis server, with a client of its own that is not counted. */
public final class RedisInspector implements AutoCloseable {
  private static final long BOUND_MILLIS = 5_000;

  private final RespClient redis;

  /**
   * Connects.
   *
   * @param redis {@code redis://host:port}
   * @throws IOException if no server is there
   */
  public RedisInspector(URI redis) throws IOException {
    this.redis = new RespClient(redis);
  }

  /** The answer to a command. */
  public String ask(String... command) throws IOException {
    return redis.ask(command);
  }

  /** All keys. */
  public Set<String> keys() throws IOException {
    Set<String> keys = new HashSet<>(Arrays.asList(redis.ask("KEYS", "*").split("\n")));
    keys.remove("");
    return keys;
  }

  /** The clients that are connected, this one included: each connection has a number. */
  public Set<String> clients() throws IOException {
    return redis
        .ask("CLIENT", "LIST")
        .lines()
        .map(line -> line.split(" ")[0])
        .collect(Collectors.toSet());
  }

  /** How many of the connected clients are new. */
  public int newClients(Set<String> before) throws IOException {
    Set<String> clients = clients();
    clients.removeAll(before);
    return clients.size();
  }

  /** An action that uses the server. */
  public interface Use {
    void run() throws Exception;
  }

  /**
   * How many connections are left after the server has been used.
   *
   * <p>The garbage collector closes an unreachable connection at some time. So if it has run in the
   * meantime, a count of 0 is no proof, and the server is used again.
   */
  public int connectionsLeftBy(Use use) throws Exception {
    while (true) {
      long collections = collections();
      Set<String> before = clients();
      use.run();
      int left = settled(() -> newClients(before));
      if (left > 0 || collections() == collections) {
        return left;
      }
    }
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  /**
   * How many commands of some kinds the server has done.
   *
   * @param commands a regular expression of their names, in lower case
   */
  public long uses(String commands) throws IOException {
    return redis
        .ask("INFO", "commandstats")
        .lines()
        .filter(line -> line.matches("cmdstat_(" + commands + "):.*"))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
        .sum();
  }

  /** Waits for a limited time until a number is 0; returns the last number. */
  public static int settled(Callable<Integer> number) throws Exception {
    long end = System.nanoTime() + BOUND_MILLIS * 1_000_000;
    int last = number.call();
    while (last > 0 && System.nanoTime() < end) {
      Thread.sleep(10); // Between two questions to the server.
      last = number.call();
    }
    return last;
  }

  @Override
  public void close() throws IOException {
    redis.close();
  }
}
