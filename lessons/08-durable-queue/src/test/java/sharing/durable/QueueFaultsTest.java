package sharing.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisException;
import sharing.durable.helpers.Meanwhile;
import sharing.durable.helpers.SearchWatch;
import sharing.durable.helpers.TestQueue;
import sharing.testkit.Rule;
import sharing.testkit.redis.EachCommand;
import sharing.testkit.redis.EachCommand.Line;

/** What the queue does when something happens between two of its commands. */
@Order(1)
@DisplayName("A queue in Redis")
class QueueFaultsTest {
  private static final Chunk FIRST = new Chunk(100, 110);
  private static final Chunk SECOND = new Chunk(110, 120);
  private static final Chunk THIRD = new Chunk(120, 130);
  private static final List<Long> PRIMES_OF_FIRST = List.of(101L, 103L, 107L, 109L);
  private static final URI NOWHERE = URI.create("redis://127.0.0.1:1");

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
  @Rule("A missing queue is an error, not a finished queue.")
  void a_missing_queue_is_an_error() {
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    assertThatThrownBy(() -> queue.take("worker 1"), "take(), when there is no queue")
        .isInstanceOf(JedisException.class);
    assertThatThrownBy(queue::isFinished, "isFinished(), when there is no queue")
        .isInstanceOf(JedisException.class);
  }

  @ParameterizedTest(name = "{0}()")
  @Order(2)
  @Rule("If the server does not answer, that is an error, not an empty queue.")
  @ValueSource(strings = {"take", "isFinished", "results", "finish", "create", "delete"})
  void a_server_that_does_not_answer_is_an_error(String method) {
    try (RedisClient nowhere = Connections.pool(NOWHERE)) {
      ChunkQueue queue = new ChunkQueue(nowhere, test.keys());
      Entry entry = entry("1-1", FIRST);
      assertThatThrownBy(() -> call(method, queue, entry), "%s(), when no server answers", method)
          .isInstanceOf(JedisException.class);
    }
  }

  @Test
  @Order(3)
  @Rule("Two commands run at two moments: an entry can go from unread to pending in between.")
  void an_entry_taken_between_two_commands_is_not_finished() throws Exception {
    EachCommand.comesAfter(
        test.redis(),
        () -> test.deliverTo("another"),
        line -> {
          test.make(FIRST);
          try (RedisClient client = Connections.pool(line.uri())) {
            boolean isFinished = new ChunkQueue(client, test.keys()).isFinished();
            String when =
                line.hasHappened()
                    ? "when another worker takes the only entry just before isFinished() sends "
                        + line.command()
                    : "while the only entry is unread";
            assertThat(isFinished)
                .as("isFinished(), " + when)
                .withFailMessage(
                    "\nExpected: isFinished() returns false: the only entry is %s.\n"
                        + "Seen: it returned true.",
                    line.hasHappened() ? "now pending" : "unread")
                .isFalse();
          }
          test.delete();
        });
  }

  @Test
  @Order(4)
  @Rule("First record, then acknowledge: a worker that dies in between leaves the entry pending.")
  void dying_in_finish_leaves_a_result_or_a_pending_entry() throws Exception {
    EachCommand.breaks(
        test.redis(),
        line -> {
          test.make(FIRST);
          Entry entry = entry(test.deliverTo("a worker"), FIRST);
          finishAndDie(line, entry);
          assertRecordedOrPending(after("a worker died in finish()", "finish()", line));
          test.delete();
        });
  }

  @Test
  @Order(5)
  @Rule("An entry may be finished twice; if the second worker dies, the first result must stay.")
  void dying_in_a_second_finish_keeps_the_first_result() throws Exception {
    EachCommand.breaks(
        test.redis(),
        line -> {
          test.make(FIRST);
          Entry entry = entry(test.deliverTo("a worker"), FIRST);
          ChunkQueue whole = new ChunkQueue(redis, test.keys());
          whole.finish(entry, PRIMES_OF_FIRST);
          finishAndDie(line, entry);
          assertThat(whole.results())
              .as(
                  "results(), after finish() of an entry by one worker, and "
                      + after(
                          "a second worker died in finish() of the same entry",
                          "finish() of the same entry by a second worker",
                          line))
              .isEqualTo(Map.of(FIRST, PRIMES_OF_FIRST));
          test.delete();
        });
  }

  @Test
  @Order(6)
  @Rule("A search may be killed in create(): set the expiry before you add the second chunk.")
  void a_queue_left_by_a_killed_create_expires() throws Exception {
    EachCommand.breaks(
        test.redis(),
        line -> {
          try (RedisClient client = Connections.pool(line.uri())) {
            new ChunkQueue(client, test.keys()).create(List.of(FIRST, SECOND, THIRD));
          } catch (JedisException e) {
            // The connection broke, as if the process had died.
          }
          if (Integer.parseInt(test.server().ask("XLEN", test.keys().queue())) > 1) {
            assertThat(Long.parseLong(test.server().ask("TTL", test.keys().queue())))
                .as(
                    "the server's answer to TTL, in seconds (-1: never expires), for the key of the"
                        + " queue, when the queue has two chunks or more, "
                        + after("a search died in create()", "create()", line))
                .isBetween(Keys.LIFE.toSeconds() - 600, Keys.LIFE.toSeconds());
          }
          test.delete();
        });
  }

  @Test
  @Order(7)
  @Rule("Checking for a queue and creating it are two steps; another search may come in between.")
  void a_queue_that_another_search_just_created_is_left_alone() throws Exception {
    AtomicBoolean isMade = new AtomicBoolean();
    EachCommand.comesAfter(
        test.redis(),
        () -> {
          if (test.server().ask("EXISTS", test.keys().queue()).equals("0")) {
            test.make(FIRST);
            isMade.set(true);
          }
        },
        line -> {
          isMade.set(false);
          boolean hasThrown = false;
          try (RedisClient client = Connections.pool(line.uri())) {
            new ChunkQueue(client, test.keys()).create(List.of(SECOND));
          } catch (JedisException e) {
            hasThrown = true;
          }
          if (isMade.get()) {
            String when =
                "when another search creates the queue just before create() sends "
                    + line.command();
            assertThat(hasThrown)
                .as("whether create() throws a JedisException, " + when)
                .withFailMessage(
                    "\nExpected: create() throws a JedisException, %s.\nSeen: it returned.", when)
                .isTrue();
            assertThat(test.server().ask("XLEN", test.keys().queue()))
                .as("the length of the other search's queue of one chunk, " + when)
                .isEqualTo("1");
          }
          test.delete();
        });
  }

  @ParameterizedTest(name = "{0}()")
  @Order(8)
  @Rule("A server may refuse a command, for example when its memory is full. That is an error.")
  @ValueSource(strings = {"take", "isFinished", "results", "finish", "create", "delete"})
  void a_refused_command_is_an_error(String method) throws Exception {
    EachCommand.isRefused(
        test.redis(),
        line -> {
          Entry entry = null;
          if (!method.equals("create")) {
            test.make(FIRST, SECOND);
            entry = entry(test.deliverTo("a worker"), FIRST);
          }
          Entry taken = entry;
          try (RedisClient client = Connections.pool(line.uri())) {
            ChunkQueue queue = new ChunkQueue(client, test.keys());
            JedisException thrown = null;
            try {
              call(method, queue, taken);
            } catch (JedisException e) {
              thrown = e;
            }
            if (line.hasHappened()) {
              String when = "when the server refuses " + line.command();
              assertThat(thrown)
                  .as("what %s() throws, %s", method, when)
                  .withFailMessage(
                      "\nExpected: %s() throws a JedisException, %s.\nSeen: it returned.",
                      method, when)
                  .isNotNull();
            }
          }
          if (method.equals("finish")) {
            assertRecordedOrPending("after finish(), when the server refused " + line.command());
          }
          test.delete();
        });
  }

  @Test
  @Order(9)
  @Rule("A lost answer is an error: a second try would take a second entry.")
  void an_answer_that_is_lost_does_not_take_another_entry() throws Exception {
    EachCommand.losesItsAnswer(
        test.redis(),
        line -> {
          test.make(FIRST, SECOND);
          try (RedisClient client = Connections.pool(line.uri())) {
            new ChunkQueue(client, test.keys()).take("worker 1");
          } catch (JedisException e) {
            // The answer did not come.
          }
          assertThat(test.pending())
              .as(
                  "how many entries are pending after one take(), when "
                      + (line.hasHappened()
                          ? "the answer to " + line.command() + ", is lost"
                          : "all answers arrive"))
              .isLessThanOrEqualTo(1);
          test.delete();
        });
  }

  @Test
  @Order(10)
  @Rule("Threads may share a queue object, so a call must not keep its state in a field.")
  void two_threads_work_with_one_object() throws Exception {
    ChunkQueue[] queue = new ChunkQueue[1];
    Map<Chunk, List<Long>> expected = Map.of(FIRST, List.of(100L), SECOND, List.of(110L));
    Meanwhile<?>[] another = new Meanwhile<?>[1];
    EachCommand.comesAfter(
        test.redis(),
        () -> another[0].begin(),
        line -> {
          test.make(FIRST, SECOND);
          try (RedisClient client = Connections.pool(line.uri())) {
            queue[0] = new ChunkQueue(client, test.keys());
            another[0] = new Meanwhile<>(() -> workOneEntry(queue[0], "another"));
            workOneEntry(queue[0], "worker 1");
            another[0].result();
          }
          String when =
              "after two threads used one object to take and finish one entry each; the second"
                  + " thread began "
                  + (line.hasHappened()
                      ? "just before the first one sent " + line.command()
                      : "after the first one had finished");
          assertThat(new ChunkQueue(redis, test.keys()).results())
              .as("results(), " + when)
              .isEqualTo(expected);
          assertThat(test.pending()).as("how many entries are pending, " + when).isZero();
          test.delete();
        });
  }

  @Test
  @Order(11)
  @Rule("Threads may share a queue object, so it must not keep a text or a map for the next call.")
  void two_threads_record_with_one_object() throws Exception {
    test.make(FIRST, SECOND);
    ChunkQueue queue = new ChunkQueue(redis, test.keys());
    Entry first = queue.take("worker 1").orElseThrow();
    Entry second = queue.take("worker 2").orElseThrow();
    Meanwhile<List<Map<Chunk, List<Long>>>> another =
        new Meanwhile<>(
            () -> {
              queue.finish(second, List.of(113L));
              Map<Chunk, List<Long>> results = queue.results();
              return List.of(results, Map.copyOf(results));
            });
    queue.finish(first, beginningInTheMiddle(another, PRIMES_OF_FIRST));
    List<Map<Chunk, List<Long>>> before = another.result();
    assertThat(queue.results())
        .as(
            "results(), after two threads used one object to finish one entry each; the second"
                + " thread began while finish() of the first one read its list of primes")
        .isEqualTo(Map.of(FIRST, PRIMES_OF_FIRST, SECOND, List.of(113L)));
    assertThat(before.get(0))
        .as("the map that one thread got from results(), after another thread called results()")
        .isEqualTo(before.get(1));
  }

  /** A list with the same numbers; who reads the second number starts the call. */
  private static List<Long> beginningInTheMiddle(Meanwhile<?> call, List<Long> numbers) {
    return new AbstractList<>() {
      @Override
      public Long get(int index) {
        if (index == 1) {
          SearchWatch.unchecked(
              () -> {
                call.begin();
                return null;
              });
        }
        return numbers.get(index);
      }

      @Override
      public int size() {
        return numbers.size();
      }
    };
  }

  /** Records only the first number of the chunk: that is enough to tell two results apart. */
  private static Chunk workOneEntry(ChunkQueue queue, String consumer) {
    Entry entry = queue.take(consumer).orElseThrow();
    queue.finish(entry, List.of(entry.chunk().from()));
    return entry.chunk();
  }

  private static void call(String method, ChunkQueue queue, Entry entry) {
    switch (method) {
      case "take" -> queue.take("worker 1");
      case "isFinished" -> queue.isFinished();
      case "results" -> queue.results();
      case "finish" -> queue.finish(entry, PRIMES_OF_FIRST);
      case "create" -> queue.create(List.of(FIRST, SECOND));
      default -> queue.delete();
    }
  }

  /** What has happened: a death before the command of this round, or the whole call. */
  private static String after(String death, String call, Line line) {
    return line.hasHappened()
        ? "after " + death + ", before it sent " + line.command()
        : "after " + call;
  }

  private void finishAndDie(Line line, Entry entry) {
    try (RedisClient client = Connections.pool(line.uri())) {
      new ChunkQueue(client, test.keys()).finish(entry, PRIMES_OF_FIRST);
    } catch (JedisException e) {
      // The connection broke, as if the process had died.
    }
  }

  private void assertRecordedOrPending(String when) throws Exception {
    Map<Chunk, List<Long>> results = new ChunkQueue(redis, test.keys()).results();
    if (results.isEmpty()) {
      assertThat(test.pending())
          .as("how many entries are pending, %s: no primes are recorded", when)
          .isOne();
    } else {
      assertThat(results)
          .as("results() of a chunk with four primes, " + when)
          .isEqualTo(Map.of(FIRST, PRIMES_OF_FIRST));
    }
  }

  private static Entry entry(String id, Chunk chunk) {
    return new Entry(new StreamEntryID(id), chunk);
  }
}
