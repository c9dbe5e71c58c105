package sharing.durable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XClaimParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;
import sharing.bench.ResultCheck;
import sharing.bench.UnavailableException;
import sharing.testkit.redis.RedisServer;
import sharing.testkit.redis.RespClient;

/**
 * What it costs to reclaim the entry of a worker that has died, while another worker is busy with
 * an entry: by the solution, which reads the pending entries and then claims one; by XAUTOCLAIM,
 * which does both in one command; and by XREADGROUP with CLAIM, which also takes unread entries.
 *
 * <p>The commands alone do not set aside an entry that was delivered too often.
 */
public class ReclaimBenchmark {
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final String CONSUMER = "worker";
  private static final Chunk LOST = new Chunk(0, 1);
  private static final Pattern VERSION = Pattern.compile("(?m)^redis_version:(\\d+)\\.(\\d+)");

  /** A queue of two entries, one of which a worker that has died has had for an hour. */
  @State(Scope.Benchmark)
  public static class TwoPending {
    final Keys keys = new Keys("bench:" + UUID.randomUUID());
    RedisServer server;
    RedisClient redis;
    Reclaimer reclaimer;
    private StreamEntryID lost;

    @Setup
    public void start() throws Exception {
      server = RedisServer.start();
      redis = Connections.pool(server.uri());
      ChunkQueue queue = new ChunkQueue(redis, keys);
      queue.create(List.of(LOST, new Chunk(1, 2)));
      lost = queue.take("dead").orElseThrow().id();
      queue.take("busy");
      reclaimer = new Reclaimer(redis, keys, new Limits(IDLE, 3, 0));
    }

    /** Its time does not count: a reclaim takes far longer than reading the clock for each one. */
    @Setup(Level.Invocation)
    public void die() {
      redis.xclaimJustId(
          keys.queue(),
          Keys.GROUP,
          "dead",
          0,
          XClaimParams.xClaimParams().idle(Duration.ofHours(1).toMillis()).retryCount(1),
          lost);
    }

    @TearDown
    public void stop() {
      redis.close();
      server.close();
    }
  }

  /** The same, on a server that has had XREADGROUP with CLAIM: Redis 8.4 or later. */
  @State(Scope.Benchmark)
  public static class NewServer {
    @Setup
    public void check(TwoPending queue) throws Exception {
      try (RespClient client = new RespClient(queue.server.uri())) {
        Matcher version = VERSION.matcher(client.ask("INFO", "server"));
        boolean isKnown = version.find();
        int major = isKnown ? Integer.parseInt(version.group(1)) : 0;
        if (major < 8 || major == 8 && Integer.parseInt(version.group(2)) < 4) {
          throw new UnavailableException("XREADGROUP has CLAIM from Redis 8.4 on");
        }
      }
    }
  }

  @Benchmark
  public Entry reclaim(TwoPending queue) {
    return checked(queue.reclaimer.reclaim(CONSUMER).orElseThrow());
  }

  @Benchmark
  public Entry xautoclaim(TwoPending queue) {
    List<StreamEntry> claimed =
        queue
            .redis
            .xautoclaim(
                queue.keys.queue(),
                Keys.GROUP,
                CONSUMER,
                IDLE.toMillis(),
                new StreamEntryID(0, 0),
                XAutoClaimParams.xAutoClaimParams().count(1))
            .getValue();
    return checked(Entry.of(claimed.get(0)));
  }

  @Benchmark
  public Entry xreadgroupWithClaim(TwoPending queue, NewServer checked) {
    var read =
        queue.redis.xreadGroup(
            Keys.GROUP,
            CONSUMER,
            XReadGroupParams.xReadGroupParams().count(1).claim(IDLE.toMillis()),
            Map.of(queue.keys.queue(), StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
    return checked(Entry.of(read.get(0).getValue().get(0)));
  }

  private static Entry checked(Entry entry) {
    ResultCheck.check("the chunk that is reclaimed", LOST, entry.chunk());
    return entry;
  }
}
