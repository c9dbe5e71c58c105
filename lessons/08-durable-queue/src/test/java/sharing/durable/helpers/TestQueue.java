package sharing.durable.helpers;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import sharing.durable.Chunk;
import sharing.durable.ChunkQueue;
import sharing.durable.Keys;
import sharing.durable.Reclaimer;
import sharing.testkit.redis.RedisInspector;
import sharing.testkit.redis.RedisServer;

/**
 * A queue that a test creates and inspects without the lesson's code, with the commands that {@link
 * ChunkQueue} and {@link Reclaimer} are about.
 */
public final class TestQueue implements AutoCloseable {
  /** Longer than any limit of the tests. */
  static final Duration LONG_AGO = Duration.ofHours(1);

  private static final String DEAD = "a dead worker";

  private final Keys keys;
  private final URI redis;
  private final RedisInspector server;

  /** A queue that does not exist yet, in the server that all tests share. */
  public TestQueue() throws IOException, InterruptedException {
    this(new Keys("test:" + UUID.randomUUID()), RedisServer.shared());
  }

  private TestQueue(Keys keys, URI redis) throws IOException {
    this(keys, redis, new RedisInspector(redis));
  }

  /** The queue of a search, inspected through an existing connection. */
  public TestQueue(Keys keys, URI redis, RedisInspector server) {
    this.keys = keys;
    this.redis = redis;
    this.server = server;
  }

  /** The queues whose keys are among the given ones. */
  public static List<TestQueue> among(Set<String> keys, URI redis, RedisInspector server) {
    String end = new Keys("").queue();
    return keys.stream()
        .filter(key -> key.endsWith(end))
        .sorted()
        .map(key -> new Keys(key.substring(0, key.length() - end.length())))
        .map(search -> new TestQueue(search, redis, server))
        .toList();
  }

  /** How far the workers of the given queues are. */
  public static String progress(List<TestQueue> queues) throws IOException {
    StringBuilder text = new StringBuilder();
    for (TestQueue queue : queues) {
      text.append(queue.progress()).append(". ");
    }
    return text.toString();
  }

  public Keys keys() {
    return keys;
  }

  public URI redis() {
    return redis;
  }

  public RedisInspector server() {
    return server;
  }

  /** Creates the queue. */
  public void make(Chunk... chunks) throws IOException {
    server.ask("XGROUP", "CREATE", keys.queue(), Keys.GROUP, "0", "MKSTREAM");
    add(chunks);
  }

  /** Adds unread entries to the queue. */
  public void add(Chunk... chunks) throws IOException {
    for (Chunk chunk : chunks) {
      server.ask(
          "XADD",
          keys.queue(),
          "*",
          "from",
          Long.toString(chunk.from()),
          "to",
          Long.toString(chunk.to()));
    }
  }

  /** Delivers the next unread entry to a worker, and returns its id. */
  public String deliverTo(String consumer) throws IOException {
    return server.ask(
            "XREADGROUP", "GROUP", Keys.GROUP, consumer, "COUNT", "1", "STREAMS", keys.queue(), ">")
        .split("\n")[1];
  }

  /** Delivers all unread entries to a worker, and returns their ids. */
  public List<String> deliverAllTo(String consumer) throws IOException {
    String[] lines =
        server
            .ask("XREADGROUP", "GROUP", Keys.GROUP, consumer, "STREAMS", keys.queue(), ">")
            .split("\n");
    List<String> ids = new ArrayList<>();
    for (int i = 1; i < lines.length; i += 5) { // Its id, and two fields with their values.
      ids.add(lines[i]);
    }
    return ids;
  }

  /** Delivers all unread entries to a dead worker, as of an hour ago, for the n-th time. */
  public void loseAll(int n) throws IOException {
    List<String> command = new ArrayList<>(List.of("XCLAIM", keys.queue(), Keys.GROUP, DEAD, "0"));
    command.addAll(deliverAllTo(DEAD));
    command.addAll(
        List.of("IDLE", Long.toString(LONG_AGO.toMillis()), "RETRYCOUNT", Integer.toString(n)));
    server.ask(command.toArray(String[]::new));
  }

  /** Sets an entry's state: delivered to a worker an hour ago, for the n-th time. */
  public void isLongWith(String consumer, String id, int n) throws IOException {
    isWith(consumer, id, LONG_AGO, n);
  }

  /** Sets an entry's state: delivered to a worker some time ago, for the n-th time. */
  public void isWith(String consumer, String id, Duration time, int n) throws IOException {
    server.ask(
        "XCLAIM",
        keys.queue(),
        Keys.GROUP,
        consumer,
        "0",
        id,
        "IDLE",
        Long.toString(time.toMillis()),
        "RETRYCOUNT",
        Integer.toString(n));
  }

  /** Delivers the next unread entry to a dead worker, as of an hour ago, and returns its id. */
  public String lose() throws IOException {
    String id = deliverTo(DEAD);
    isLongWith(DEAD, id, 1);
    return id;
  }

  /** Sets an entry's idle time to an hour; its worker and its number of deliveries stay. */
  public void isLongIdle(String id) throws IOException {
    server.ask(
        "XCLAIM",
        keys.queue(),
        Keys.GROUP,
        pendingWith().get(0),
        "0",
        id,
        "IDLE",
        Long.toString(LONG_AGO.toMillis()),
        "JUSTID");
  }

  /** Gives an entry to a worker now, whichever worker has it. */
  public void giveTo(String consumer, String id) throws IOException {
    server.ask("XCLAIM", keys.queue(), Keys.GROUP, consumer, "0", id);
  }

  public void acknowledge(String id) throws IOException {
    server.ask("XACK", keys.queue(), Keys.GROUP, id);
  }

  /** How many entries are pending. */
  public int pending() throws IOException {
    return Integer.parseInt(server.ask("XPENDING", keys.queue(), Keys.GROUP).split("\n")[0]);
  }

  /** How far the workers are: what was delivered last, and how many entries are pending. */
  String progress() throws IOException {
    String[] group = server.ask("XINFO", "GROUPS", keys.queue()).split("\n");
    return "last delivered entry " + group[7] + ", pending entries " + group[5];
  }

  /** Whether all entries have been delivered and acknowledged. */
  public boolean isFinished() throws IOException {
    String[] stream = server.ask("XINFO", "STREAM", keys.queue()).split("\n");
    String last = stream[Arrays.asList(stream).indexOf("last-generated-id") + 1];
    return progress().equals("last delivered entry " + last + ", pending entries 0");
  }

  /** The workers with pending entries, one for each entry, in the order of the entries. */
  public List<String> pendingWith() throws IOException {
    String[] lines = server.ask("XPENDING", keys.queue(), Keys.GROUP, "-", "+", "1000").split("\n");
    List<String> names = new ArrayList<>();
    for (int i = 1; i < lines.length; i += 4) {
      names.add(lines[i]);
    }
    return names;
  }

  /** The names of all workers that the group has seen. */
  public Set<String> workers() throws IOException {
    List<String> words =
        Arrays.asList(server.ask("XINFO", "CONSUMERS", keys.queue(), Keys.GROUP).split("\n"));
    Set<String> names = new TreeSet<>();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals("name")) {
        names.add(words.get(i + 1));
      }
    }
    return names;
  }

  /** All keys of the search. */
  public Set<String> allKeys() throws IOException {
    Set<String> found = server.keys();
    found.removeIf(key -> !key.startsWith(keys.search()));
    return found;
  }

  /** Deletes all keys of the search. */
  public void delete() throws IOException {
    for (String key : allKeys()) {
      server.ask("DEL", key);
    }
  }

  @Override
  public void close() throws IOException {
    delete();
    server.close();
  }
}
