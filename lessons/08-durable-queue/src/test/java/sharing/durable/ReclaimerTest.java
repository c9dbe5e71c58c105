package sharing.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import sharing.durable.helpers.Meanwhile;
import sharing.durable.helpers.TestQueue;
import sharing.testkit.Rule;
import sharing.testkit.redis.EachCommand;
import sharing.testkit.redis.RedisProxy;

@Order(2)
@DisplayName("Entries whose worker has died")
class ReclaimerTest {
  private static final int DELIVERIES = 3;
  private static final Limits LIMITS = new Limits(Duration.ofMinutes(10), DELIVERIES, 0);
  private static final Chunk FIRST = new Chunk(100, 110);
  private static final Chunk SECOND = new Chunk(110, 120);
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
  @Rule("An entry that has been pending with its worker for too long goes to another worker.")
  void an_entry_of_a_dead_worker_is_reclaimed() throws Exception {
    Reclaimer reclaimer = new Reclaimer(redis, test.keys(), LIMITS);
    test.make(FIRST);
    String id = test.lose();
    Optional<Entry> entry = reclaimer.reclaim("worker 1");
    assertThat(entry.map(Entry::chunk))
        .as("reclaim(\"worker 1\"), when an entry has been pending with a dead worker for an hour")
        .contains(FIRST);
    assertThat(entry.map(e -> e.id().toString()))
        .as("the id of the entry that reclaim(\"worker 1\") returned")
        .contains(id);
    assertThat(test.pendingWith())
        .as("the worker that has the pending entry, after reclaim(\"worker 1\")")
        .containsExactly("worker 1");
  }

  @Test
  @Order(2)
  @Rule("A worker that has just taken an entry may be alive; reclaiming it now repeats the work.")
  void an_entry_of_a_living_worker_is_left_alone() throws Exception {
    Reclaimer reclaimer = new Reclaimer(redis, test.keys(), LIMITS);
    test.make(FIRST);
    String id = test.deliverTo("a living worker");
    assertThat(reclaimer.reclaim("worker 1"))
        .as(
            "reclaim(\"worker 1\"), when the entry was delivered just now, and 10 minutes are"
                + " allowed")
        .isEmpty();
    test.isWith("a living worker", id, Duration.ofMinutes(5), 1);
    assertThat(reclaimer.reclaim("worker 1"))
        .as(
            "reclaim(\"worker 1\"), when the entry was delivered 5 minutes ago, and 10 minutes are"
                + " allowed")
        .isEmpty();
    assertThat(test.pendingWith())
        .as("the worker that has the pending entry, after reclaim(\"worker 1\")")
        .containsExactly("a living worker");
  }

  @Test
  @Order(3)
  @Rule("An unread entry is not pending: there is no worker to reclaim it from.")
  void unread_entries_are_not_reclaimed() throws Exception {
    Reclaimer reclaimer = new Reclaimer(redis, test.keys(), LIMITS);
    test.make(FIRST);
    assertThat(reclaimer.reclaim("worker 1"))
        .as("reclaim(\"worker 1\"), when the only entry is unread")
        .isEmpty();
    assertThat(test.pending())
        .as("how many entries are pending, after reclaim(\"worker 1\")")
        .isZero();
  }

  @Test
  @Order(4)
  @Rule("A worker reclaims one entry at a time, and leaves the rest to other workers.")
  void one_call_reclaims_one_entry() throws Exception {
    Reclaimer reclaimer = new Reclaimer(redis, test.keys(), LIMITS);
    test.make(FIRST, SECOND);
    test.lose();
    test.lose();
    reclaimer.reclaim("worker 1");
    assertThat(test.pendingWith())
        .as(
            "the workers that have the two entries of a dead worker, after one"
                + " reclaim(\"worker 1\")")
        .containsExactlyInAnyOrder("worker 1", "a dead worker");
  }

  @Test
  @Order(5)
  @Rule("Check all pending entries: a dead worker's entry may be behind those of living workers.")
  void an_entry_of_a_dead_worker_behind_others_is_found() throws Exception {
    Reclaimer reclaimer = new Reclaimer(redis, test.keys(), LIMITS);
    for (int living : new int[] {9, 250}) {
      test.make(Chunk.split(0, 10 * (living + 1), 10).toArray(Chunk[]::new));
      for (int i = 0; i < living; i++) {
        test.deliverTo("living worker " + i);
      }
      test.lose();
      assertThat(reclaimer.reclaim("worker 1").map(Entry::chunk))
          .as(
              "reclaim(\"worker 1\"), when %d entries are with living workers, and the next one"
                  + " with a dead worker",
              living)
          .contains(new Chunk(10 * living, 10 * living + 10));
      test.delete();
    }
  }

  @Test
  @Order(6)
  @Rule("A limit is exact to the millisecond: the server counts idle time in milliseconds.")
  void the_idle_limit_is_exact_to_the_millisecond() throws Exception {
    Limits limits = new Limits(Duration.ofMillis(600_999), DELIVERIES, 0);
    Reclaimer reclaimer = new Reclaimer(redis, test.keys(), limits);
    String id;
    Optional<Entry> entry;
    long passedNanos;
    do { // On a slow machine the time may pass while the test runs; then nothing is known.
      test.delete();
      test.make(FIRST);
      id = test.deliverTo("a living worker");
      long began = System.nanoTime();
      test.isWith("a living worker", id, Duration.ofMillis(600_000), 1);
      entry = reclaimer.reclaim("worker 1");
      passedNanos = System.nanoTime() - began;
    } while (entry.isPresent() && passedNanos > 900_000_000L);
    assertThat(entry)
        .as(
            "reclaim(\"worker 1\"), when the entry was delivered 600.0 seconds ago, and 600.999"
                + " seconds are allowed")
        .isEmpty();
    test.isWith("a dead worker", id, Duration.ofMillis(600_999), 1);
    assertThat(reclaimer.reclaim("worker 1").map(Entry::chunk))
        .as(
            "reclaim(\"worker 1\"), when the entry was delivered 600.999 seconds ago, and 600.999"
                + " seconds are allowed")
        .contains(FIRST);
  }

  @Test
  @Order(9)
  @Rule("A method rejects an argument that it cannot use, and names it.")
  void a_reclaimer_without_server_keys_or_limits_is_rejected() {
    assertThatIllegalArgumentException()
        .as("new Reclaimer(null, keys, limits)")
        .isThrownBy(() -> new Reclaimer(null, test.keys(), LIMITS))
        .withMessageContaining("redis");
    assertThatIllegalArgumentException()
        .as("new Reclaimer(redis, null, limits)")
        .isThrownBy(() -> new Reclaimer(redis, null, LIMITS))
        .withMessageContaining("keys");
    assertThatIllegalArgumentException()
        .as("new Reclaimer(redis, keys, null)")
        .isThrownBy(() -> new Reclaimer(redis, test.keys(), null))
        .withMessageContaining("limits");
  }

  @Test
  @Order(10)
  @Rule("A missing queue or server is an error, not a sign that there is nothing to reclaim.")
  void a_missing_queue_is_an_error() {
    Reclaimer reclaimer = new Reclaimer(redis, test.keys(), LIMITS);
    assertThatThrownBy(
            () -> reclaimer.reclaim("worker 1"), "reclaim(\"worker 1\"), when there is no queue")
        .isInstanceOf(JedisException.class);
    try (RedisClient nowhere = Connections.pool(NOWHERE)) {
      Reclaimer lost = new Reclaimer(nowhere, test.keys(), LIMITS);
      assertThatThrownBy(
              () -> lost.reclaim("worker 1"), "reclaim(\"worker 1\"), when no server answers")
          .isInstanceOf(JedisException.class);
      assertThatThrownBy(lost::setAside, "setAside(), when no server answers")
          .isInstanceOf(JedisException.class);
    }
  }

  @Test
  @Order(11)
  @Rule("Checking an entry and claiming it are two steps: XCLAIM must check the idle time again.")
  void only_one_of_two_reclaiming_workers_gets_the_entry() throws Exception {
    new Reclaimer(redis, test.keys(), LIMITS);
    for (int lost : new int[] {1, 2}) {
      test.make(FIRST, SECOND);
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < lost; i++) {
        ids.add(test.lose());
      }
      Optional<Chunk> seen = reclaimFrom(ids);
      String when =
          "when another worker claims the entry just before worker 1 tries to claim it, and "
              + (lost == 1 ? "no other entry" : "a second entry")
              + " is with a dead worker";
      assertThat(seen.isPresent())
          .as("reclaim(\"worker 1\"), " + when)
          .withFailMessage(
              "\nExpected: reclaim(\"worker 1\") returns %s, %s.\nSeen: it returned %s.",
              lost == 1 ? "no entry" : "the second entry",
              when,
              seen.map(chunk -> "the entry with the chunk " + chunk).orElse("no entry"))
          .isEqualTo(lost == 2);
      assertThat(test.pendingWith())
          .as("the workers that have the pending entries, after reclaim(\"worker 1\"), " + when)
          .containsExactlyInAnyOrderElementsOf(
              List.of("a quicker worker", "worker 1").subList(0, lost));
      test.delete();
    }
  }

  /** Another worker claims the entry that reclaim() tries to claim first, just before that. */
  private Optional<Chunk> reclaimFrom(List<String> ids) throws Exception {
    try (RedisProxy proxy =
            new RedisProxy(
                test.redis(),
                ReclaimerTest::claims,
                (number, command) -> {
                  if (number == 1) {
                    String id =
                        ids.stream().filter(command::mentions).findFirst().orElse(ids.get(0));
                    test.giveTo("a quicker worker", id);
                  }
                  return RedisProxy.Reaction.FORWARD;
                });
        RedisClient client = Connections.pool(proxy.uri())) {
      return new Reclaimer(client, test.keys(), LIMITS).reclaim("worker 1").map(Entry::chunk);
    }
  }

  @Test
  @Order(13)
  @Rule("Threads may share a reclaimer object, so a call must not keep its state in a field.")
  void two_threads_reclaim_with_one_object() throws Exception {
    Meanwhile<?>[] another = new Meanwhile<?>[1];
    EachCommand.comesAfter(
        test.redis(),
        () -> another[0].begin(),
        line -> {
          test.make(FIRST, SECOND);
          test.lose();
          test.lose();
          List<Chunk> taken = Collections.synchronizedList(new ArrayList<>());
          try (RedisClient client = Connections.pool(line.uri())) {
            Reclaimer reclaimer = new Reclaimer(client, test.keys(), LIMITS);
            another[0] = new Meanwhile<>(() -> reclaimInto(taken, reclaimer, "another"));
            reclaimInto(taken, reclaimer, "worker 1");
            another[0].result();
            reclaimInto(taken, reclaimer, "worker 1");
          }
          assertThat(taken)
              .as(
                  "what three calls of reclaim() returned, when a dead worker had two entries: two"
                      + " calls by thread 1, and one by thread 2, which began %s",
                  line.hasHappened()
                      ? "just before thread 1 sent " + line.command()
                      : "after the first call by thread 1")
              .containsExactlyInAnyOrder(FIRST, SECOND);
          test.delete();
        });
  }

  /** Whether a command claims an entry, or may be a script that does. */
  private static boolean claims(RedisProxy.Command command) {
    return command.name().endsWith("CLAIM") || command.name().matches("EVAL.*|FCALL.*");
  }

  @Test
  @Order(14)
  @Rule("A lost answer is an error: a second try would claim a second entry.")
  void an_answer_that_is_lost_does_not_claim_another_entry() throws Exception {
    new Reclaimer(redis, test.keys(), LIMITS);
    EachCommand.losesItsAnswer(
        test.redis(),
        line -> {
          test.make(FIRST, SECOND);
          test.lose();
          test.lose();
          try (RedisClient client = Connections.pool(line.uri())) {
            new Reclaimer(client, test.keys(), LIMITS).reclaim("worker 1");
          } catch (JedisException e) {
            // The answer did not come.
          }
          assertThat(test.pendingWith())
              .as(
                  "the workers that have the two entries of a dead worker, after one"
                      + " reclaim(\"worker 1\"), when "
                      + (line.hasHappened()
                          ? "the answer to " + line.command() + ", is lost"
                          : "all answers arrive"))
              .contains("a dead worker");
          test.delete();
        });
  }

  private static boolean reclaimInto(List<Chunk> taken, Reclaimer reclaimer, String consumer) {
    return reclaimer.reclaim(consumer).map(entry -> taken.add(entry.chunk())).isPresent();
  }

  @Test
  @Order(12)
  @Rule("An acknowledged entry is finished: a later claim must not bring it back.")
  void an_entry_finished_before_the_claim_is_not_reclaimed() throws Exception {
    new Reclaimer(redis, test.keys(), LIMITS);
    test.make(FIRST);
    String id = test.lose();
    try (RedisProxy proxy =
            new RedisProxy(
                test.redis(),
                ReclaimerTest::claims,
                (number, command) -> {
                  test.acknowledge(id);
                  return RedisProxy.Reaction.FORWARD;
                });
        RedisClient client = Connections.pool(proxy.uri())) {
      assertThat(new Reclaimer(client, test.keys(), LIMITS).reclaim("worker 1"))
          .as("reclaim(\"worker 1\"), when the entry is acknowledged just before it is claimed")
          .isEmpty();
    }
    assertThat(test.pending())
        .as("how many entries are pending, after reclaim(\"worker 1\")")
        .isZero();
  }
}
