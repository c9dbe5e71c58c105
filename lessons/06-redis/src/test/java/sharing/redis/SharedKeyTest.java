package sharing.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.FastClock;
import sharing.testkit.redis.EachCommand;
import sharing.testkit.redis.RedisInspector;
import sharing.testkit.redis.RedisServer;

/** What clients may rely on that share a key, even if something happens during a call. */
@Order(1)
@DisplayName("A flag in Redis")
class SharedKeyTest {
  private final String key = "test:flag:" + UUID.randomUUID();
  private URI server;
  private RedisInspector other;

  @BeforeEach
  void connect() throws Exception {
    server = RedisServer.shared();
    other = new RedisInspector(server);
  }

  @AfterEach
  void clean() throws Exception {
    other.ask("DEL", key);
    other.close();
  }

  @Test
  @Order(1)
  @Rule("A list is neither 0 nor 1: this, too, must be an error for the caller.")
  void a_list_is_an_error() throws Exception {
    other.ask("RPUSH", key, "1");
    try (RedisFlag flag = RedisFlag.open(server, key)) {
      assertThatThrownBy(flag::isRaised, "isRaised(), when the key holds a list")
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(key);
    }
  }

  @Test
  @Order(2)
  @Rule("Checking for a key and writing it are two steps: another client can write in between.")
  void create_never_replaces_a_flag_created_in_between() throws Exception {
    AtomicBoolean isMade = new AtomicBoolean();
    EachCommand.comesAfter(
        server,
        () -> isMade.set(other.ask("SET", key, "1", "EX", "60", "NX") != null),
        line -> {
          isMade.set(false);
          boolean hasThrown = fails("create", line.uri());
          if (isMade.get()) {
            String when =
                "when another client creates the key just before create() sends its "
                    + line.command();
            assertThat(hasThrown)
                .as("whether create() throws an IllegalStateException, " + when)
                .withFailMessage(
                    "\nExpected: create() throws an IllegalStateException, %s.\n"
                        + "Seen: it returned a flag.",
                    when)
                .isTrue();
            assertThat(other.ask("GET", key))
                .as("the server's answer to GET for the other client's key, " + when)
                .isEqualTo("1");
            assertThat(Long.parseLong(other.ask("TTL", key)))
                .as("the server's answer to TTL for the other client's key, " + when)
                .isBetween(1L, 60L);
          }
          other.ask("DEL", key);
        });
  }

  @ParameterizedTest(name = "{0}()")
  @Order(3)
  @Rule("A key that another client deletes between two steps of a call must not come back.")
  @ValueSource(strings = {"raise", "lower", "isRaised"})
  void a_key_deleted_in_between_does_not_come_back(String method) throws Exception {
    EachCommand.comesAfter(
        server,
        () -> other.ask("DEL", key),
        line -> {
          other.ask("SET", key, "0", "EX", "60");
          fails(method, line.uri());
          if (line.hasHappened()) {
            assertThat(other.ask("EXISTS", key))
                .as(
                    "the server's answer to EXISTS for a key that was deleted just before %s() sent"
                        + " its %s",
                    method, line.command())
                .isEqualTo("0");
          }
        });
  }

  @ParameterizedTest(name = "{0}()")
  @Order(4)
  @Rule("A process can die between two commands: the key that it wrote must still expire.")
  @ValueSource(strings = {"create", "raise", "lower"})
  void a_key_expires_even_if_its_writer_dies(String method) throws Exception {
    for (boolean isThere : new boolean[] {!method.equals("create"), false}) {
      EachCommand.breaks(
          server,
          line -> {
            if (isThere) {
              other.ask("SET", key, "0", "EX", "60");
            }
            fails(method, line.uri());
            if (other.ask("EXISTS", key).equals("1")) {
              assertThat(Long.parseLong(other.ask("TTL", key)))
                  .as(
                      "the server's answer to TTL, in seconds (-1: never expires), for the flag's"
                          + " key, after a process died in %s(), before it sent its %s",
                      method, line.command())
                  .isPositive();
            }
            other.ask("DEL", key);
          });
    }
  }

  @ParameterizedTest(name = "{0}()")
  @Order(5)
  @Rule("A method that fails because the key is missing must not create it, not even briefly.")
  @ValueSource(strings = {"raise", "lower", "isRaised"})
  void a_missing_key_is_not_created_even_briefly(String method) throws Exception {
    boolean[] wasThere = {false};
    EachCommand.comesAfter(
        server,
        () -> wasThere[0] |= other.ask("EXISTS", key).equals("1"),
        line -> {
          fails(method, line.uri());
          assertThat(wasThere[0])
              .as("whether the key exists just before %s() sends its %s", method, line.command())
              .withFailMessage(
                  "\nExpected: %s() does not create a missing key.\n"
                      + "Seen: the key existed just before %s() sent its %s.",
                  method, method, line.command())
              .isFalse();
          other.ask("DEL", key);
        });
  }

  @ParameterizedTest(name = "a flag with the value {0}")
  @Order(6)
  @Rule(
      "A create() that fails must leave the flag of another client as it is, whatever has failed.")
  @ValueSource(strings = {"0", "1"})
  void a_create_that_fails_leaves_an_existing_flag(String value) throws Exception {
    EachCommand.isRefused(server, line -> assertCreateLeaves(value, line, "the server rejects"));
    EachCommand.breaks(server, line -> assertCreateLeaves(value, line, "the connection breaks at"));
  }

  private void assertCreateLeaves(String value, EachCommand.Line line, String what)
      throws Exception {
    other.ask("SET", key, value); // It never expires.
    boolean hasThrown = fails("create", line.uri());
    String when =
        String.format("when the key already holds %s, and %s %s", value, what, line.command());
    assertThat(hasThrown)
        .as("whether create() throws an IllegalStateException, " + when)
        .withFailMessage(
            "\nExpected: create() throws an IllegalStateException, %s.\n"
                + "Seen: it returned a flag.",
            when)
        .isTrue();
    assertThat(other.ask("GET", key))
        .as("the server's answer to GET after create(), " + when)
        .isEqualTo(value);
    assertThat(other.ask("TTL", key))
        .as("the server's answer to TTL (-1: never expires) after create(), " + when)
        .isEqualTo("-1");
  }

  @ParameterizedTest(name = "{0}()")
  @Order(7)
  @Rule("Write a value and its expiry in one step: a process can die between two steps.")
  @ValueSource(strings = {"raise", "lower"})
  void a_value_and_its_expiry_are_written_in_one_step(String method) throws Exception {
    boolean raises = method.equals("raise");
    EachCommand.breaks(
        server,
        line -> {
          other.ask("SET", key, raises ? "0" : "1", "EX", "60");
          fails(method, line.uri());
          String value = raises ? "1" : "0";
          if (value.equals(other.ask("GET", key))) {
            assertThat(Long.parseLong(other.ask("TTL", key)))
                .as(
                    "the server's answer to TTL, in seconds, for a key that had 60 left, after a"
                        + " process wrote %s in %s(), and died before it sent its %s",
                    value, method, line.command())
                .isGreaterThan(60);
          }
        });
  }

  @ParameterizedTest(name = "{0}()")
  @Order(8)
  @Rule("A method that throws must leave no new key behind, whatever the name of that key.")
  @ValueSource(strings = {"create", "raise", "lower", "isRaised"})
  void a_method_that_throws_leaves_no_new_key(String method) throws Exception {
    boolean creates = method.equals("create");
    if (creates) {
      other.ask("SET", key, "0", "EX", "60");
    }
    Set<String> before = other.keys();
    String when = creates ? "when the key already exists" : "when the key does not exist";
    assertThat(fails(method, server))
        .as("whether %s() throws an IllegalStateException, %s", method, when)
        .withFailMessage(
            "\nExpected: %s() throws an IllegalStateException, %s.\nSeen: it returned.",
            method, when)
        .isTrue();
    Set<String> created = other.keys();
    created.removeAll(before);
    assertThat(created)
        .as("the new keys in the server after %s(), %s", method, when)
        .withFailMessage(
            "\nExpected: %s() throws and creates no key, %s.\nSeen: it created the keys %s.",
            method, when, created)
        .isEmpty();
  }

  @Test
  @Order(9)
  @Rule(
      "The server expires the key, so its clock must count the hour: a client's clock may be wrong.")
  void the_clock_of_the_server_counts_the_hour() throws Exception {
    Callable<Map<String, Long>> writers =
        FastClock.of(Duration.ofHours(6), Writers.class, server, key);
    for (Map.Entry<String, Long> seconds : writers.call().entrySet()) {
      assertThat(seconds.getValue())
          .as(
              "the server's answer to TTL, in seconds, after %s() of a client whose clock is six"
                  + " hours fast",
              seconds.getKey())
          .isBetween(1L, RedisFlag.LIFE.toSeconds());
    }
  }

  /**
   * Tells for each method that writes the key how many seconds the key then has. This class is
   * loaded again, so its arguments must be objects of classes of the JDK.
   */
  static final class Writers implements Callable<Map<String, Long>> {
    private final URI redis;
    private final String key;

    Writers(URI redis, String key) {
      this.redis = redis;
      this.key = key;
    }

    @Override
    public Map<String, Long> call() throws Exception {
      Map<String, Long> seconds = new LinkedHashMap<>();
      try (RedisInspector other = new RedisInspector(redis);
          RedisFlag flag = RedisFlag.create(redis, key)) {
        seconds.put("create", Long.parseLong(other.ask("TTL", key)));
        flag.raise();
        seconds.put("raise", Long.parseLong(other.ask("TTL", key)));
        flag.lower();
        seconds.put("lower", Long.parseLong(other.ask("TTL", key)));
      }
      return seconds;
    }
  }

  /**
   * Whether a method throws. The flag that uses the line is not closed, because a process that dies
   * closes nothing.
   */
  private boolean fails(String method, URI line) {
    try {
      if (method.equals("create")) {
        RedisFlag.create(line, key);
      } else {
        RedisFlag flag = RedisFlag.open(line, key);
        switch (method) {
          case "raise" -> flag.raise();
          case "lower" -> flag.lower();
          default -> flag.isRaised();
        }
      }
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
