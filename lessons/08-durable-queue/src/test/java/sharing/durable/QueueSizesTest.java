package sharing.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import sharing.durable.helpers.TestQueue;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.Sieve;

/** Large numbers, large chunks, and many of them. */
@Order(1)
@DisplayName("A queue in Redis")
class QueueSizesTest {
  /** More than any page in which a student may read a hash. */
  private static final int MANY = 2_000;

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
  @Rule("A result is kept whole and exact, however many and however large its primes are.")
  void each_prime_comes_back_as_it_was_recorded() {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    Chunk many = new Chunk(0, 100_000);
    Chunk large = new Chunk(Long.MAX_VALUE - 30, Long.MAX_VALUE);
    List<Long> primesOfMany = LongStream.of(Sieve.primesIn(0, 100_000)).boxed().toList();
    List<Long> primesOfLarge = List.of(Long.MAX_VALUE - 24);
    queue.create(List.of(many, large));
    queue.finish(queue.take("worker 1").orElseThrow(), primesOfMany);
    queue.finish(queue.take("worker 1").orElseThrow(), primesOfLarge);
    Map<Chunk, List<Long>> results = queue.results();
    List<Long> seen = results.get(many);
    assertThat(seen)
        .as("the primes in results() of the chunk 0..100000, after finish() with its 9,592 primes")
        .withFailMessage(
            "\nExpected: the 9,592 primes from 2 to 99,991, ascending.\nSeen: %s.",
            seen == null
                ? "no result"
                : seen.size() + " numbers, " + firstDifference(primesOfMany, seen))
        .isEqualTo(primesOfMany);
    assertThat(results.get(large))
        .as("the primes in results() of a chunk whose only prime is %s", primesOfLarge.get(0))
        .isEqualTo(primesOfLarge);
  }

  private static String firstDifference(List<Long> expected, List<Long> seen) {
    int i = 0;
    while (i < seen.size() && i < expected.size() && seen.get(i).equals(expected.get(i))) {
      i++;
    }
    return "the first " + i + " of them right" + (i < seen.size() ? ", then " + seen.get(i) : "");
  }

  @Test
  @Order(2)
  @Rule("A search may have thousands of chunks, and results() returns each of them.")
  void thousands_of_results_come_back() throws Exception {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    List<Chunk> chunks = Chunk.split(0, MANY, 1);
    test.make(chunks.toArray(Chunk[]::new));
    List<String> ids = test.deliverAllTo("worker 1");
    for (int i = 0; i < MANY; i++) {
      queue.finish(new Entry(new StreamEntryID(ids.get(i)), chunks.get(i)), List.of());
    }
    assertThat(queue.results().size())
        .as("how many chunks results() has, after finish() of 2,000 entries")
        .isEqualTo(MANY);
  }
}
