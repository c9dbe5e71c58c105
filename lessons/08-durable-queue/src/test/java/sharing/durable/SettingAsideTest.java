package sharing.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import sharing.durable.helpers.TestQueue;
import sharing.testkit.Rule;
import sharing.testkit.redis.EachCommand;

/** What happens to an entry that was delivered too often. */
@Order(2)
@DisplayName("Entries whose worker has died")
class SettingAsideTest {
  private static final int DELIVERIES = 3;
  private static final Limits LIMITS = new Limits(Duration.ofMinutes(10), DELIVERIES, 0);
  private static final Chunk FIRST = new Chunk(100, 110);
  private static final Chunk SECOND = new Chunk(110, 120);
  private static final Chunk THIRD = new Chunk(120, 130);

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
  @Rule("An entry that kills every worker that takes it must be set aside, or it kills them all.")
  void an_entry_that_was_delivered_too_often_is_set_aside() throws Exception {
    Reclaimer reclaimer = new Reclaimer(redis, test.keys(), LIMITS);
    test.make(FIRST, SECOND);
    String id = test.deliverTo("a dead worker");
    test.isLongWith("a dead worker", id, DELIVERIES - 1);
    assertThat(reclaimer.reclaim("worker 1").map(Entry::chunk))
        .as("reclaim(\"worker 1\"), when the entry was delivered 2 times, and 3 are allowed")
        .contains(FIRST);
    test.isLongWith("the third dead worker", id, DELIVERIES);
    assertThat(reclaimer.reclaim("worker 1"))
        .as("reclaim(\"worker 1\"), when the entry was delivered 3 times, and 3 are allowed")
        .isEmpty();
    assertThat(test.pending())
        .as("how many entries are pending, after reclaim(\"worker 1\")")
        .isZero();
    test.isLongWith("a dead worker", test.deliverTo("a dead worker"), DELIVERIES + 2);
    assertThat(reclaimer.reclaim("worker 1"))
        .as("reclaim(\"worker 1\"), when the entry was delivered 5 times, and 3 are allowed")
        .isEmpty();
    assertThat(test.pending())
        .as(
            "how many entries are pending, after reclaim(\"worker 1\") of one that was delivered 5"
                + " times")
        .isZero();
  }

  @Test
  @Order(2)
  @Rule("Reclaiming an entry is a delivery, so the server must count it.")
  void each_reclaim_counts_as_a_delivery() throws Exception {
    Reclaimer reclaimer = new Reclaimer(redis, test.keys(), LIMITS);
    test.make(FIRST);
    String id = test.deliverTo("a dead worker");
    for (int delivered = 1; delivered < DELIVERIES; delivered++) {
      test.isLongIdle(id);
      assertThat(reclaimer.reclaim("dead worker " + delivered).map(Entry::chunk))
          .as("reclaim(), when the entry was delivered %d times, and 3 are allowed", delivered)
          .contains(FIRST);
    }
    test.isLongIdle(id);
    assertThat(reclaimer.reclaim("worker 1").map(Entry::chunk))
        .as(
            "reclaim(), when the entry was taken once and reclaimed twice, and 3 deliveries are"
                + " allowed")
        .isEmpty();
  }

  @Test
  @Order(3)
  @Rule("The last worker that may try an entry gets its full time, because it may be alive.")
  void the_last_allowed_worker_gets_its_full_time() throws Exception {
    Reclaimer reclaimer = new Reclaimer(redis, test.keys(), LIMITS);
    test.make(FIRST);
    String id = test.deliverTo("a living worker");
    test.isWith("a living worker", id, Duration.ofMinutes(5), DELIVERIES);
    String when =
        "when the entry was delivered for the third time 5 minutes ago, and 3 deliveries and 10"
            + " minutes are allowed";
    assertThat(reclaimer.reclaim("worker 1")).as("reclaim(\"worker 1\"), " + when).isEmpty();
    assertThat(reclaimer.setAside())
        .as("setAside() after reclaim(\"worker 1\"), " + when)
        .isEmpty();
    assertThat(test.pendingWith())
        .as("the worker that has the pending entry, after reclaim(\"worker 1\")")
        .containsExactly("a living worker");
  }

  @Test
  @Order(4)
  @Rule("An entry that is set aside must be reported, with the reason: otherwise it is lost.")
  void a_chunk_that_is_set_aside_is_reported() throws Exception {
    Reclaimer reclaimer = new Reclaimer(redis, test.keys(), LIMITS);
    assertThat(reclaimer.setAside()).as("setAside(), when there is no queue yet").isEmpty();
    test.make(FIRST, SECOND, THIRD);
    test.isLongWith("the dead worker", test.deliverTo("the dead worker"), DELIVERIES);
    reclaimer.reclaim("worker 1");
    Map<Chunk, String> aside = reclaimer.setAside();
    assertThat(aside)
        .as("setAside(), after reclaim() of an entry that was delivered 3 times, and 3 are allowed")
        .containsOnlyKeys(FIRST);
    assertThat(aside.get(FIRST))
        .as("the reason that setAside() gives for an entry that was delivered 3 times")
        .contains("3 times");
    assertAsideLives("after reclaim()");
    test.server().ask("EXPIRE", test.keys().aside(), "60");
    test.isLongWith("the dead worker", test.deliverTo("the dead worker"), DELIVERIES + 2);
    reclaimer.reclaim("worker 1");
    aside = reclaimer.setAside();
    assertThat(aside)
        .as("setAside(), after a second entry was set aside")
        .containsOnlyKeys(FIRST, SECOND);
    assertThat(aside.get(SECOND))
        .as(
            "the reason that setAside() gives for an entry that was delivered 5 times, when 3 are"
                + " allowed")
        .contains("5 times");
    assertAsideLives("after a second entry was set aside, when 60 seconds were left");
    test.server().ask("EXPIRE", test.keys().aside(), "80000");
    test.isLongWith("the dead worker", test.deliverTo("the dead worker"), DELIVERIES);
    reclaimer.reclaim("worker 1");
    assertAsideLives("after a third entry was set aside, when 80000 seconds were left");
  }

  private void assertAsideLives(String when) throws Exception {
    assertThat(Long.parseLong(test.server().ask("TTL", test.keys().aside())))
        .as(
            "the server's answer to TTL, in seconds (-1: never expires), for the key of setAside(),"
                + " %s",
            when)
        .isBetween(Keys.LIFE.toSeconds() - 600, Keys.LIFE.toSeconds());
  }

  @Test
  @Order(5)
  @Rule("An entry that is set aside must not hide a dead worker's entry behind it.")
  void the_entry_behind_one_that_is_set_aside_is_reclaimed() throws Exception {
    Reclaimer reclaimer = new Reclaimer(redis, test.keys(), LIMITS);
    test.make(FIRST, SECOND);
    test.isLongWith("a dead worker", test.deliverTo("a dead worker"), DELIVERIES);
    test.lose();
    assertThat(reclaimer.reclaim("worker 1").map(Entry::chunk))
        .as(
            "reclaim(\"worker 1\"), when a dead worker has two entries, and the first is to be set"
                + " aside")
        .contains(SECOND);
    if (!reclaimer.setAside().isEmpty()) {
      assertAsideLives("after reclaim() of an entry behind one that was set aside");
    }
    test.delete();
    List<Chunk> chunks = Chunk.split(0, MANY + 1, 1);
    test.make(chunks.subList(0, MANY).toArray(Chunk[]::new));
    test.loseAll(DELIVERIES);
    test.add(chunks.get(MANY));
    test.lose();
    assertThat(reclaimer.reclaim("worker 1").map(Entry::chunk))
        .as(
            "reclaim(\"worker 1\"), when a dead worker has 2,001 entries, and the first 2,000 are"
                + " to be set aside")
        .contains(chunks.get(MANY));
    reclaimRest(reclaimer);
    assertThat(reclaimer.setAside().size())
        .as("how many chunks setAside() has, after 2,000 entries were delivered too often")
        .isEqualTo(MANY);
    assertAsideLives("after 2,000 entries were set aside");
  }

  /** No order is promised: the entries that are to be set aside may come last. */
  private static void reclaimRest(Reclaimer reclaimer) {
    assertThat(reclaimer.reclaim("worker 1"))
        .as("reclaim(\"worker 1\"), when all other entries of a dead worker are to be set aside")
        .isEmpty();
  }

  @Test
  @Order(6)
  @Rule(
      "First write down the reason, then acknowledge: a worker that dies in between leaves the"
          + " entry pending.")
  void dying_while_setting_aside_does_not_lose_the_entry() throws Exception {
    Reclaimer whole = new Reclaimer(redis, test.keys(), LIMITS);
    EachCommand.breaks(
        test.redis(),
        line -> {
          test.make(FIRST);
          String id = test.deliverTo("a dead worker");
          test.isLongWith("a dead worker", id, DELIVERIES);
          reclaimAndFail(line);
          String when =
              line.hasHappened()
                  ? "after a worker died in reclaim(), before it sent " + line.command()
                  : "after reclaim()";
          assertSetAsideOrPending(when);
          if (test.pending() == 1) {
            test.isLongIdle(id);
            assertThat(whole.reclaim("another"))
                .as("reclaim() by a second worker, " + when)
                .isEmpty();
          }
          assertThat(whole.setAside())
              .as(
                  "setAside(), "
                      + when
                      + ", and after a second worker called reclaim() if the entry was still"
                      + " pending")
              .containsOnlyKeys(FIRST);
          test.delete();
        });
  }

  @Test
  @Order(7)
  @Rule("A server may refuse a command, for example when its memory is full. That is an error.")
  void a_refused_command_is_an_error() throws Exception {
    EachCommand.isRefused(
        test.redis(),
        line -> {
          test.make(FIRST);
          test.isLongWith("a dead worker", test.deliverTo("a dead worker"), DELIVERIES);
          boolean hasThrown = reclaimAndFail(line);
          assertThrown(hasThrown, "reclaim()", line);
          assertSetAsideOrPending("after reclaim(), when the server refused " + line.command());
          test.delete();
        });
    EachCommand.isRefused(
        test.redis(),
        line -> {
          boolean hasThrown = false;
          try (RedisClient client = Connections.pool(line.uri())) {
            new Reclaimer(client, test.keys(), LIMITS).setAside();
          } catch (JedisException e) {
            hasThrown = true;
          }
          assertThrown(hasThrown, "setAside()", line);
        });
  }

  @ParameterizedTest(name = "{0}")
  @Order(8)
  @Rule("Claim the entry before you set it aside: it may have been finished or reclaimed just now.")
  @ValueSource(strings = {"its worker finishes it", "another worker reclaims it"})
  void an_entry_that_cannot_be_claimed_is_not_set_aside(String what) throws Exception {
    boolean finishes = what.equals("its worker finishes it");
    boolean[] isTooLate = {false};
    String[] id = {""};
    EachCommand.comesAfter(
        test.redis(),
        () -> {
          isTooLate[0] = test.pendingWith().equals(List.of("a slow worker"));
          if (isTooLate[0] && finishes) {
            test.acknowledge(id[0]);
          } else if (isTooLate[0]) {
            test.giveTo("a quicker worker", id[0]);
          }
        },
        line -> {
          isTooLate[0] = false;
          test.make(FIRST);
          id[0] = test.deliverTo("a slow worker");
          test.isLongWith("a slow worker", id[0], DELIVERIES);
          try (RedisClient client = Connections.pool(line.uri())) {
            new Reclaimer(client, test.keys(), LIMITS).reclaim("worker 1");
          }
          if (isTooLate[0]) {
            String when =
                "after reclaim() of an entry that was delivered too often, when "
                    + what
                    + " just before reclaim() sends its "
                    + line.command();
            assertThat(new Reclaimer(redis, test.keys(), LIMITS).setAside())
                .as("setAside(), " + when)
                .isEmpty();
            assertThat(test.pendingWith())
                .as("the worker that has the pending entry, " + when)
                .isEqualTo(finishes ? List.of() : List.of("a quicker worker"));
          }
          test.delete();
        });
  }

  /** A method throws if the server has refused a command, and only then. */
  private static void assertThrown(boolean hasThrown, String method, EachCommand.Line line) {
    String when = "when the server refuses " + line.command();
    assertThat(hasThrown)
        .as("whether %s throws a JedisException, %s", method, when)
        .withFailMessage(
            line.hasHappened()
                ? "\nExpected: %s throws a JedisException, %s.\nSeen: it returned."
                : "\nExpected: %s returns, %s.\nSeen: it threw a JedisException.",
            method,
            when)
        .isEqualTo(line.hasHappened());
  }

  /** Returns whether reclaim() threw a JedisException. */
  private boolean reclaimAndFail(EachCommand.Line line) {
    try (RedisClient client = Connections.pool(line.uri())) {
      new Reclaimer(client, test.keys(), LIMITS).reclaim("worker 1");
      return false;
    } catch (JedisException e) {
      return true;
    }
  }

  private void assertSetAsideOrPending(String when) throws Exception {
    if (new Reclaimer(redis, test.keys(), LIMITS).setAside().isEmpty()) {
      assertThat(test.pending())
          .as("how many entries are pending, %s: the entry is not set aside", when)
          .isOne();
    }
  }
}
