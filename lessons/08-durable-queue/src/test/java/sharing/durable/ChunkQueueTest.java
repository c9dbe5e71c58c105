package sharing.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import sharing.durable.helpers.TestQueue;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.NotebookRange;
import sharing.testkit.fixtures.Sieve;
import sharing.testkit.redis.RedisProxy;
import sharing.testkit.threads.WatchedCall;

@Order(1)
@DisplayName("A queue in Redis")
class ChunkQueueTest {
  private static final long FROM = NotebookRange.FROM;
  private static final Chunk FIRST = new Chunk(100, 110);
  private static final Chunk SECOND = new Chunk(110, 120);
  private static final Chunk THIRD = new Chunk(120, 130);
  private static final List<Long> PRIMES_OF_FIRST = List.of(101L, 103L, 107L, 109L);

  private TestQueue test;
  private RedisClient redis;

  @BeforeEach
  void connect() throws Exception {
    test = new TestQueue();
    redis = Connections.pool(test.redis());
  }

  @AfterEach
  void clean() throws Exception {
    redis.close();
    test.close();
  }

  @Test
  @Order(1)
  @Rule("A group reads from its start position, and delivers each unread entry to one worker only.")
  void each_chunk_is_taken_once_and_in_order() {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    queue.create(List.of(SECOND, FIRST, THIRD));
    List<Chunk> taken = new ArrayList<>();
    for (String consumer : List.of("one", "another", "one")) {
      queue.take(consumer).ifPresent(entry -> taken.add(entry.chunk()));
    }
    assertThat(taken)
        .as("what two workers got from three calls of take(), after create() with three chunks")
        .containsExactly(SECOND, FIRST, THIRD);
  }

  @Test
  @Order(2)
  @Rule("Taking an entry does not acknowledge it: it is pending until finish().")
  void an_entry_is_pending_from_take_to_finish() throws Exception {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    queue.create(List.of(FIRST));
    assertThat(test.pending())
        .as("how many entries are pending, after create() with one chunk")
        .isZero();
    Entry entry = queue.take("worker 1").orElseThrow();
    assertThat(test.pendingWith())
        .as("the workers whose entries are pending, after take(\"worker 1\")")
        .contains("worker 1");
    queue.finish(entry, PRIMES_OF_FIRST);
    assertThat(test.pending())
        .as("how many entries are pending, after finish() of the only one")
        .isZero();
  }

  @Test
  @Order(3)
  @Rule("A worker takes one entry at a time, so that its death leaves the others unread.")
  void one_call_takes_one_entry() throws Exception {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    queue.create(List.of(FIRST, SECOND, THIRD));
    queue.take("worker 1");
    assertThat(test.pending())
        .as("how many of three entries are pending, after one take()")
        .isOne();
  }

  @Test
  @Order(4)
  @Rule("Each search uses its own keys, and deletes only those.")
  void two_searches_have_two_queues() throws Exception {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    try (TestQueue other = new TestQueue()) {
      ChunkQueue another = new ChunkQueue(redis, other.keys());
      queue.create(List.of(FIRST));
      another.create(List.of(SECOND));
      assertThat(another.take("worker 1").map(Entry::chunk))
          .as("take() from a second queue, which holds another chunk")
          .contains(SECOND);
      queue.finish(queue.take("worker 1").orElseThrow(), PRIMES_OF_FIRST);
      assertThat(queue.results())
          .as("results(), after finish() of the only chunk")
          .isEqualTo(Map.of(FIRST, PRIMES_OF_FIRST));
      assertThat(another.results())
          .as("results() of the second queue, after finish() of a chunk of the first")
          .isEmpty();
      another.delete();
      assertThat(queue.results())
          .as("results() of the first queue, after delete() of the second")
          .isEqualTo(Map.of(FIRST, PRIMES_OF_FIRST));
      queue.delete();
      assertThat(test.allKeys())
          .as("the keys of the first queue that are left after its delete()")
          .isEmpty();
    }
  }

  @Test
  @Order(14)
  @Rule("A search deletes only its own keys: another search's name may begin with the same text.")
  void delete_keeps_a_queue_whose_name_begins_the_same() throws Exception {
    for (String added : List.of("2", ":2")) {
      Keys names = new Keys(test.keys().search() + added);
      ChunkQueue another = new ChunkQueue(redis, names);
      another.create(List.of(FIRST, SECOND));
      another.finish(another.take("worker 1").orElseThrow(), PRIMES_OF_FIRST);
      ChunkQueue queue = new ChunkQueue(redis, test.keys());
      queue.create(List.of(FIRST));
      queue.delete();
      String what =
          "the queue of the search \"NAME" + added + "\", after delete() of the queue of \"NAME\"";
      String length = test.server().ask("XLEN", names.queue());
      assertThat(length).as("the length of " + what).isEqualTo("2");
      assertThat(another.results())
          .as("results() of " + what)
          .isEqualTo(Map.of(FIRST, PRIMES_OF_FIRST));
    }
  }

  @Test
  @Order(5)
  @Rule("\"No primes\" is a result. A missing result means the chunk was not finished.")
  void a_chunk_without_primes_has_a_result() {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    Chunk none = new Chunk(114, 120);
    queue.create(List.of(none, FIRST));
    queue.finish(queue.take("worker 1").orElseThrow(), List.of());
    assertThat(queue.results())
        .as("results(), after finish() of one chunk of two, with an empty list of primes")
        .isEqualTo(Map.of(none, List.of()));
  }

  @Test
  @Order(6)
  @Rule("An entry may be processed twice; its result is stored under its chunk, so it counts once.")
  void finishing_twice_counts_once() {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    queue.create(List.of(FIRST, SECOND));
    Entry first = queue.take("slow").orElseThrow();
    Entry second = queue.take("quick").orElseThrow();
    queue.finish(first, PRIMES_OF_FIRST);
    queue.finish(second, List.of(113L));
    queue.finish(first, PRIMES_OF_FIRST);
    assertThat(queue.results())
        .as("results(), after finish() of two chunks, called twice for the first one")
        .isEqualTo(Map.of(FIRST, PRIMES_OF_FIRST, SECOND, List.of(113L)));
  }

  @Test
  @Order(7)
  @Rule("take() must not wait: when no entry is unread, it returns immediately, without an entry.")
  void nothing_is_taken_from_an_empty_queue() throws Exception {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    queue.create(List.of());
    assertThat(take(queue, "take() after create() without any chunk"))
        .as("take(), after create() without any chunk")
        .isEmpty();
    assertThat(queue.isFinished())
        .as("isFinished(), after create() without any chunk")
        .withFailMessage(
            "\nExpected: isFinished() returns true when there was no chunk.\n"
                + "Seen: it returned false.")
        .isTrue();
    try (TestQueue other = new TestQueue()) {
      ChunkQueue taken = new ChunkQueue(redis, other.keys());
      taken.create(List.of(FIRST));
      taken.take("another");
      assertThat(take(taken, "take(), when another worker has taken the only entry"))
          .as("take(), when another worker has taken the only entry")
          .isEmpty();
      try (RedisProxy proxy = RedisProxy.counting(test.redis(), c -> c.name().startsWith("XREAD"));
          RedisProxy waits = RedisProxy.counting(proxy.uri(), c -> c.words().contains("BLOCK"));
          RedisClient client = Connections.pool(waits.uri())) {
        new ChunkQueue(client, other.keys()).take("worker 1");
        assertThat(waits.commands())
            .as("how many commands with BLOCK (wait for an entry) were sent by one take()")
            .isZero();
        assertThat(proxy.commands())
            .as("how often one take() asked for an entry, when no entry was unread")
            .isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  @Order(8)
  @Rule(
      "A queue is finished when nothing is unread and nothing is pending; one of the two is not"
          + " enough.")
  void a_finished_queue_has_no_unread_and_no_pending_entry() {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    queue.create(List.of(FIRST, SECOND));
    assertThat(queue.isFinished())
        .as("isFinished(), while two entries are unread")
        .withFailMessage(
            "\nExpected: isFinished() returns false while two entries are unread.\n"
                + "Seen: it returned true.")
        .isFalse();
    Entry first = queue.take("worker 1").orElseThrow();
    queue.finish(first, PRIMES_OF_FIRST);
    assertThat(queue.isFinished())
        .as("isFinished(), while one entry is finished and one unread")
        .withFailMessage(
            "\nExpected: isFinished() returns false while an entry is unread.\n"
                + "Seen: it returned true.")
        .isFalse();
    Entry second = queue.take("worker 1").orElseThrow();
    assertThat(queue.isFinished())
        .as("isFinished(), while one entry is finished and one pending")
        .withFailMessage(
            "\nExpected: isFinished() returns false while an entry is pending.\n"
                + "Seen: it returned true.")
        .isFalse();
    queue.finish(second, List.of(113L));
    assertThat(queue.isFinished())
        .as("isFinished(), after finish() of both entries")
        .withFailMessage(
            "\nExpected: isFinished() returns true when both entries are finished.\n"
                + "Seen: it returned false.")
        .isTrue();
    queue.delete();
    queue.create(List.of(THIRD));
    String when = "after delete() and create() of the same object, ";
    boolean isFinished = queue.isFinished();
    assertThat(isFinished)
        .as("isFinished(), " + when + "while the new queue's only entry is unread")
        .withFailMessage(
            "\nExpected: isFinished() returns false while an entry is unread.\n"
                + "Seen: it returned true.")
        .isFalse();
    queue.finish(queue.take("worker 1").orElseThrow(), List.of(127L));
    isFinished = queue.isFinished();
    assertThat(isFinished)
        .as("isFinished(), " + when + "when the new queue's only entry is finished")
        .withFailMessage(
            "\nExpected: isFinished() returns true when the new queue's only entry is finished.\n"
                + "Seen: it returned false.")
        .isTrue();
  }

  @Test
  @Order(9)
  @Rule(
      "A worker takes an entry, searches it, records its primes and acknowledges it, until nothing"
          + " is unread.")
  void one_worker_in_this_jvm_finds_all_primes() {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    LongPredicate isPrime = Sieve.tableOf(FROM, FROM + 10_000);
    queue.create(Chunk.split(FROM, FROM + 10_000, 1000));
    for (Optional<Entry> entry = queue.take("worker 1");
        entry.isPresent();
        entry = queue.take("worker 1")) {
      Chunk chunk = entry.get().chunk();
      queue.finish(
          entry.get(), LongStream.range(chunk.from(), chunk.to()).filter(isPrime).boxed().toList());
    }
    List<Long> primes = queue.results().values().stream().flatMap(List::stream).sorted().toList();
    List<Long> expected = LongStream.of(Sieve.primesIn(FROM, FROM + 10_000)).boxed().toList();
    assertThat(primes)
        .as("the primes in results(), after ten chunks of 1,000 numbers from 100,000,000 on")
        .withFailMessage(
            "\nExpected: the %d primes from 100,000,000 to 100,009,999.\nSeen: %d numbers, %s.",
            expected.size(), primes.size(), difference(expected, primes))
        .isEqualTo(expected);
    assertThat(queue.isFinished())
        .as("isFinished(), after finish() of all ten chunks")
        .withFailMessage(
            "\nExpected: isFinished() returns true when all chunks are finished.\n"
                + "Seen: it returned false.")
        .isTrue();
  }

  @Test
  @Order(10)
  @Rule("If a queue drops its oldest entries to make room, chunks are lost.")
  void a_queue_holds_all_its_chunks() throws Exception {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    queue.create(Chunk.split(0, 2000, 1));
    assertThat(test.server().ask("XLEN", test.keys().queue()))
        .as("the length of the stream, after create() with 2,000 chunks")
        .isEqualTo("2000");
  }

  @Test
  @Order(11)
  @Rule("A search creates its own queue. One that exists already belongs to another search.")
  void an_existing_queue_is_not_created_again() throws Exception {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    queue.create(List.of(FIRST));
    assertThatThrownBy(
            () -> queue.create(List.of(SECOND)), "create(), when the queue exists already")
        .isInstanceOf(JedisException.class);
    assertThat(test.server().ask("XLEN", test.keys().queue()))
        .as("the length of a queue of one chunk, after a second create()")
        .isEqualTo("1");
  }

  @Test
  @Order(12)
  @Rule("Each key must expire by itself: a search that is killed deletes nothing.")
  void all_keys_expire_a_day_after_they_were_written() throws Exception {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    queue.create(List.of());
    assertAllKeysLive("after create() without chunks");
    test.delete();
    queue.create(List.of(FIRST, SECOND));
    assertAllKeysLive("after create()");
    test.server().ask("EXPIRE", test.keys().queue(), "60");
    Entry first = queue.take("worker 1").orElseThrow();
    queue.finish(first, PRIMES_OF_FIRST);
    assertAllKeysLive("after finish()");
    for (String seconds : List.of("60", "80000")) {
      for (String key : test.allKeys()) {
        test.server().ask("EXPIRE", key, seconds);
      }
      queue.finish(first, PRIMES_OF_FIRST);
      assertAllKeysLive(
          "after another finish() of the same entry, when " + seconds + " seconds were left");
    }
  }

  private void assertAllKeysLive(String when) throws Exception {
    for (String key : test.allKeys()) {
      String what = key.substring(test.keys().search().length() + 1);
      assertThat(Long.parseLong(test.server().ask("TTL", key)))
          .as(
              "the server's answer to TTL, in seconds (-1: never expires), for the key that ends in"
                  + " \"%s\", %s",
              what, when)
          .isBetween(Keys.LIFE.toSeconds() - 600, Keys.LIFE.toSeconds());
    }
  }

  @Test
  @Order(13)
  @Rule("A method rejects an argument that it cannot use, and names it.")
  void a_queue_without_server_or_keys_is_rejected() {
    assertThatIllegalArgumentException()
        .as("new ChunkQueue(null, keys)")
        .isThrownBy(() -> new ChunkQueue(null, test.keys()))
        .withMessageContaining("redis");
    assertThatIllegalArgumentException()
        .as("new ChunkQueue(redis, null)")
        .isThrownBy(() -> new ChunkQueue(redis, null))
        .withMessageContaining("keys");
  }

  private static Optional<Entry> take(ChunkQueue queue, String call) throws Exception {
    try {
      return WatchedCall.start(() -> queue.take("worker 1")).result();
    } catch (CheckFailedError hang) {
      throw hang.after("This was called: " + call + ".");
    }
  }

  private static String difference(List<Long> expected, List<Long> seen) {
    List<Long> missing = expected.stream().filter(n -> !seen.contains(n)).toList();
    List<Long> wrong = seen.stream().filter(n -> !expected.contains(n)).toList();
    return missing.isEmpty() && wrong.isEmpty()
        ? "some of them more than once"
        : "without "
            + missing.size()
            + " of the primes, and with "
            + wrong.size()
            + " other numbers";
  }
}
