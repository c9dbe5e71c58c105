package sharing.durable;

import static redis.clients.jedis.StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamGroupInfo;

/**
 * Step 1. A queue in a Redis server, and the results of what was in it. It outlives the processes
 * that put chunks in and take them out.
 *
 * <p>The queue is a stream, which the workers of one consumer group read. An entry is unread until
 * it is taken; then it is pending, until it is finished.
 *
 * <p>What the server refuses, and a server that does not answer, is a {@link
 * redis.clients.jedis.exceptions.JedisException}. Any number of threads may use one object.
 */
public final class ChunkQueue {
  private final RedisClient redis;
  private final Keys keys;

  /**
   * The queue of a search, whether it is there yet or not.
   *
   * @param redis the server; it stays the caller's
   * @param keys the keys of the search
   * @throws IllegalArgumentException if an argument is null; the message names it
   */
  public ChunkQueue(RedisClient redis, Keys keys) {
    if (redis == null) {
      throw new IllegalArgumentException("redis must not be null");
    }
    if (keys == null) {
      throw new IllegalArgumentException("keys must not be null");
    }
    this.redis = redis;
    this.keys = keys;
  }

  /**
   * Makes the queue: its group, and an unread entry for each chunk, in this order. It expires
   * {@link Keys#LIFE} later, even if the process dies in the middle of this. If it is there
   * already, that is an error, and it stays as it is.
   *
   * @see <a href="https://redis.io/docs/latest/commands/xgroup-create/">XGROUP CREATE</a>
   */
  public void create(List<Chunk> chunks) {
    // From the first entry on. "$" is what comes after this command.
    redis.xgroupCreate(keys.queue(), Keys.GROUP, new StreamEntryID(0, 0), true);
    redis.expire(keys.queue(), Keys.LIFE.toSeconds());
    for (Chunk chunk : chunks) {
      redis.xadd(keys.queue(), XAddParams.xAddParams(), chunk.fields());
    }
  }

  /**
   * Takes the next unread entry, and no other. It is pending then.
   *
   * @param consumer the name of the worker that takes it
   * @return the entry; nothing if none is unread: this method does not wait for one to come
   * @see <a href="https://redis.io/docs/latest/commands/xreadgroup/">XREADGROUP</a>
   */
  public Optional<Entry> take(String consumer) {
    var read =
        redis.xreadGroup(
            Keys.GROUP,
            consumer,
            XReadGroupParams.xReadGroupParams().count(1),
            Map.of(keys.queue(), XREADGROUP_UNDELIVERED_ENTRY));
    return read == null ? Optional.empty() : Optional.of(Entry.of(read.get(0).getValue().get(0)));
  }

  /**
   * Records the primes of an entry's chunk, and then acknowledges the entry. A worker that dies in
   * between leaves it pending: it will be worked again, so to finish it twice is to finish it once.
   * The queue and this result then live for {@link Keys#LIFE}.
   *
   * @param entry one that was taken, by this worker or by another
   * @param primes the primes of its chunk, ascending; there may be none
   * @see <a href="https://redis.io/docs/latest/commands/xack/">XACK</a>
   */
  public void finish(Entry entry, List<Long> primes) {
    String text = primes.stream().map(String::valueOf).collect(Collectors.joining(" "));
    redis.hset(keys.results(), entry.chunk().toString(), text);
    redis.expire(keys.results(), Keys.LIFE.toSeconds());
    redis.expire(keys.queue(), Keys.LIFE.toSeconds());
    redis.xack(keys.queue(), Keys.GROUP, entry.id());
  }

  /**
   * Whether no entry is unread, and none is pending. A queue that is not there is an error.
   *
   * @see <a href="https://redis.io/docs/latest/commands/xinfo-groups/">XINFO GROUPS</a>
   */
  public boolean isFinished() {
    StreamEntryID last = redis.xinfoStream(keys.queue()).getLastGeneratedId();
    // What was delivered and what is pending, at one moment. Asked for one after the other,
    // an entry could go from unread to pending in between, and be in neither.
    StreamGroupInfo group = redis.xinfoGroups(keys.queue()).get(0);
    return group.getLastDeliveredId().equals(last) && group.getPending() == 0;
  }

  /** The primes of each chunk that was finished, ascending. */
  public Map<Chunk, List<Long>> results() {
    Map<Chunk, List<Long>> results = new HashMap<>();
    redis
        .hgetAll(keys.results())
        .forEach(
            (chunk, text) ->
                results.put(
                    Chunk.named(chunk),
                    Arrays.stream(text.split(" "))
                        .filter(prime -> !prime.isEmpty())
                        .map(Long::valueOf)
                        .toList()));
    return results;
  }

  /** Deletes all keys of the search, and no others. */
  public void delete() {
    redis.del(keys.queue(), keys.results(), keys.aside());
  }
}
