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
 * Step 1. A queue of chunks in a Redis server, and the results of the finished chunks. It outlives
 * the processes that add chunks and take them out.
 *
 * <p>The queue is a stream, which the workers of one consumer group read. An entry is unread until
 * it is taken; then it is pending until it is finished.
 *
 * <p>If the server refuses a command or does not answer, each method throws a {@link
 * redis.clients.jedis.exceptions.JedisException}. Any number of threads may use one object.
 */
public final class ChunkQueue {
  private final RedisClient redis;
  private final Keys keys;

  /**
   * Makes an object for the queue of a search, whether that queue exists yet or not.
   *
   * @param redis the server; this object does not close it
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
   * Creates the queue: its group, and an unread entry for each chunk, in the order of the list.
   * Sets the expiry of the queue to {@link Keys#LIFE}, before the queue has a second chunk, because
   * the process may die during this call. If the queue exists already, that is an error, and the
   * queue stays as it is.
   *
   * @see <a href="https://redis.io/docs/latest/commands/xgroup-create/">XGROUP CREATE</a>
   */
  public void create(List<Chunk> chunks) {
    // From the first entry on. "$" would mean: only what is added after this command.
    redis.xgroupCreate(keys.queue(), Keys.GROUP, new StreamEntryID(0, 0), true);
    redis.expire(keys.queue(), Keys.LIFE.toSeconds());
    for (Chunk chunk : chunks) {
      redis.xadd(keys.queue(), XAddParams.xAddParams(), chunk.fields());
    }
  }

  /**
   * Takes the next unread entry, and no other. From then on the entry is pending.
   *
   * @param consumer the name of the worker that takes it
   * @return the entry; empty if no entry is unread: this method does not wait for one
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
   * between leaves the entry pending: it will be processed again, so finishing it twice must have
   * the same effect as finishing it once. Before this method returns, it sets the expiry of the
   * queue and of the results to {@link Keys#LIFE}.
   *
   * @param entry an entry that was taken, by this worker or by another one
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
   * Returns whether no entry is unread and no entry is pending. A missing queue is an error.
   *
   * @see <a href="https://redis.io/docs/latest/commands/xinfo-groups/">XINFO GROUPS</a>
   */
  public boolean isFinished() {
    StreamEntryID last = redis.xinfoStream(keys.queue()).getLastGeneratedId();
    // One command reports what was delivered and what is pending. Between two commands, an entry
    // could go from unread to pending, and neither command would see it.
    StreamGroupInfo group = redis.xinfoGroups(keys.queue()).get(0);
    return group.getLastDeliveredId().equals(last) && group.getPending() == 0;
  }

  /**
   * Returns the finished chunks, each with its primes in ascending order. The chunks themselves may
   * be in any order.
   */
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
