package sharing.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.Rule;
import sharing.testkit.redis.RedisInspector;
import sharing.testkit.redis.RedisProxy;
import sharing.testkit.redis.RedisServer;

@Order(1)
@DisplayName("A flag in Redis")
class RedisFlagTest {
  private final String key = "test:flag:" + UUID.randomUUID();
  private URI server;
  private RedisInspector other;

  /** A call of one method of a flag. */
  private interface Use {
    void of(RedisFlag flag);
  }

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
  @Rule("A new flag is lowered. A raised flag stays raised until it is lowered.")
  void a_flag_stays_raised_until_it_is_lowered() {
    try (RedisFlag flag = RedisFlag.create(server, key)) {
      assertThat(flag.isRaised())
          .as("isRaised() of a new flag")
          .withFailMessage(
              "\nExpected: isRaised() returns false for a new flag.\nSeen: it returned true.")
          .isFalse();
      flag.raise();
      assertThat(flag.isRaised())
          .as("isRaised() after raise()")
          .withFailMessage(
              "\nExpected: isRaised() returns true after raise().\nSeen: it returned false.")
          .isTrue();
      flag.raise();
      assertThat(flag.isRaised())
          .as("isRaised() after raise(), twice")
          .withFailMessage(
              "\nExpected: isRaised() returns true after a second raise().\n"
                  + "Seen: it returned false.")
          .isTrue();
      flag.lower();
      assertThat(flag.isRaised())
          .as("isRaised() after lower()")
          .withFailMessage(
              "\nExpected: isRaised() returns false after lower().\nSeen: it returned true.")
          .isFalse();
      flag.lower();
      assertThat(flag.isRaised())
          .as("isRaised() after lower(), twice")
          .withFailMessage(
              "\nExpected: isRaised() returns false after a second lower().\n"
                  + "Seen: it returned true.")
          .isFalse();
    }
  }

  @Test
  @Order(2)
  @Rule(
      "The flag is a text in the server, 0 or 1. Other clients can read, change or delete it; a"
          + " deleted flag is an error.")
  void another_client_without_java_shares_the_flag() throws Exception {
    try (RedisFlag flag = RedisFlag.create(server, key)) {
      assertThat(other.ask("GET", key))
          .as("the server's answer to GET %s, after create(server, \"%s\")", key, key)
          .isEqualTo("0");
      flag.raise();
      assertThat(other.ask("GET", key))
          .as("the server's answer to GET %s, after raise()", key)
          .isEqualTo("1");
      flag.lower();
      assertThat(other.ask("GET", key))
          .as("the server's answer to GET %s, after lower()", key)
          .isEqualTo("0");
      other.ask("SET", key, "1");
      assertThat(flag.isRaised())
          .as("isRaised(), after another client has sent SET " + key + " 1")
          .withFailMessage(
              "\nExpected: isRaised() returns true after SET %s 1.\nSeen: it returned false.", key)
          .isTrue();
      other.ask("SET", key, "0");
      assertThat(flag.isRaised())
          .as("isRaised(), after it returned true and another client then sent SET %s 0", key)
          .withFailMessage(
              "\nExpected: isRaised() returns false after SET %s 0, even if it returned true"
                  + " before.\nSeen: it returned true.",
              key)
          .isFalse();
      flag.raise();
      other.ask("SET", key, "0");
      flag.raise();
      assertThat(other.ask("GET", key))
          .as(
              "the server's answer to GET %s, after raise(), SET %s 0 by another client, and raise()"
                  + " again",
              key, key)
          .isEqualTo("1");
      flag.lower();
      other.ask("SET", key, "1");
      flag.lower();
      assertThat(other.ask("GET", key))
          .as(
              "the server's answer to GET %s, after lower(), SET %s 1 by another client, and lower()"
                  + " again",
              key, key)
          .isEqualTo("0");
      other.ask("SET", key, "1");
      flag.isRaised();
      other.ask("DEL", key);
      assertThatThrownBy(
              flag::isRaised,
              "isRaised(), after it returned true and another client then sent DEL " + key)
          .isInstanceOf(IllegalStateException.class);
      other.ask("SET", key, "0"); // For close().
    }
  }

  @Test
  @Order(3)
  @Rule("The key is the name of the flag: two keys are two flags.")
  void flags_with_other_keys_are_other_flags() throws Exception {
    String second = key + ":second";
    try (RedisFlag flag = RedisFlag.create(server, key)) {
      try (RedisFlag another = RedisFlag.create(server, second);
          RedisFlag same = RedisFlag.open(server, key)) {
        flag.raise();
        assertThat(same.isRaised())
            .as(
                "isRaised() of a second object, opened with the same key, after raise() of the"
                    + " first")
            .withFailMessage(
                "\nExpected: isRaised() returns true for a second object with the same key.\n"
                    + "Seen: it returned false.")
            .isTrue();
        assertThat(another.isRaised())
            .as("isRaised() of a flag created with another key, after raise() of the first flag")
            .withFailMessage(
                "\nExpected: isRaised() returns false for a flag with another key.\n"
                    + "Seen: it returned true.")
            .isFalse();
      }
    } finally {
      other.ask("DEL", second);
    }
  }

  @Test
  @Order(4)
  @Rule("create() must never replace an existing flag: others may be using it.")
  void create_never_replaces_an_existing_flag() throws Exception {
    try (RedisFlag flag = RedisFlag.create(server, key)) {
      flag.raise();
      other.ask("EXPIRE", key, "60");
      assertThatThrownBy(
              () -> RedisFlag.create(server, key),
              "create(server, key), when a flag with this key exists")
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(key);
      assertThat(other.ask("GET", key))
          .as("the server's answer to GET for the key of a raised flag, after a second create()")
          .isEqualTo("1");
      assertThat(Long.parseLong(other.ask("TTL", key)))
          .as(
              "the server's answer to TTL, in seconds, for a key that had 60 left, after a second"
                  + " create()")
          .isBetween(1L, 60L);
    }
  }

  @ParameterizedTest(name = "written by {0}()")
  @Order(5)
  @Rule(
      "A SET without an expiry option removes the old expiry: the key then outlives a crashed"
          + " owner.")
  @ValueSource(strings = {"create", "raise", "lower"})
  void the_key_lives_for_an_hour_after_it_was_written(String writer) throws Exception {
    try (RedisFlag flag = RedisFlag.create(server, key)) {
      if (!writer.equals("create")) {
        other.ask("EXPIRE", key, "60");
        use(writer).of(flag);
      }
      assertThat(Long.parseLong(other.ask("TTL", key)))
          .as(
              "the server's answer to TTL for the flag's key, in seconds (-1: never expires), after"
                  + " %s()",
              writer)
          .isBetween(RedisFlag.LIFE.toSeconds() - 120, RedisFlag.LIFE.toSeconds());
    }
  }

  @Test
  @Order(6)
  @Rule("The object that created the flag deletes it; one that opened it leaves it for the others.")
  void the_owner_deletes_the_key() throws Exception {
    try (RedisFlag flag = RedisFlag.create(server, key)) {
      RedisFlag.open(server, key).close();
      assertThat(other.ask("EXISTS", key))
          .as(
              "the server's answer to EXISTS for the key, after close() of a flag that open()"
                  + " returned")
          .isEqualTo("1");
      assertThat(flag.isRaised())
          .as("isRaised() of a new flag, after another object with its key was closed")
          .withFailMessage(
              "\nExpected: isRaised() returns false: the flag was never raised.\n"
                  + "Seen: it returned true.")
          .isFalse();
    }
    assertThat(other.ask("EXISTS", key))
        .as(
            "the server's answer to EXISTS for the key, after close() of the flag that create()"
                + " returned")
        .isEqualTo("0");
  }

  @ParameterizedTest(name = "{0}()")
  @Order(7)
  @Rule("A missing key is an error, not a lowered flag: the flag may have been raised.")
  @ValueSource(strings = {"isRaised", "raise", "lower"})
  void a_missing_key_is_an_error(String method) throws Exception {
    try (RedisFlag flag = RedisFlag.create(server, key)) {
      other.ask("DEL", key);
      assertThatThrownBy(
              () -> use(method).of(flag), "%s(), after the flag's key was deleted", method)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(key);
      assertThat(other.ask("EXISTS", key))
          .as("the server's answer to EXISTS for the deleted key, after %s()", method)
          .isEqualTo("0");
    }
  }

  @ParameterizedTest(name = "the value \"{0}\"")
  @Order(8)
  @Rule("A value other than 0 and 1 is an error, not a lowered flag.")
  @ValueSource(
      strings = {
        "", "2", "10", "true", " 1", "0 ", "01", "-0", "+1", "1.0", " ", "-", "/", ":", "1\\n",
        "0\\n", "1\\r\\n", "\\n0", "1\\n0", "0\\0", "\u0661", "\u0660", "\uff11", "\uff10"
      })
  void a_value_other_than_0_or_1_is_an_error(String value) throws Exception {
    try (RedisFlag flag = RedisFlag.create(server, key)) {
      other.ask("SET", key, value.translateEscapes());
      assertThatThrownBy(flag::isRaised, "isRaised(), when the key holds \"%s\"", value)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(key);
    }
  }

  @Test
  @Order(9)
  @Rule("A method rejects an invalid argument, and its message names the argument.")
  void a_flag_without_server_or_key_is_rejected() {
    assertThatIllegalArgumentException()
        .as("create(null, key)")
        .isThrownBy(() -> RedisFlag.create(null, key))
        .withMessageContaining("redis");
    assertThatIllegalArgumentException()
        .as("create(redis, null)")
        .isThrownBy(() -> RedisFlag.create(server, null))
        .withMessageContaining("key");
    assertThatIllegalArgumentException()
        .as("open(null, key)")
        .isThrownBy(() -> RedisFlag.open(null, key))
        .withMessageContaining("redis");
    assertThatIllegalArgumentException()
        .as("open(redis, null)")
        .isThrownBy(() -> RedisFlag.open(server, null))
        .withMessageContaining("key");
  }

  @ParameterizedTest(name = "{0}()")
  @Order(10)
  @Rule("A lost server is an error, not a lowered flag: the flag may have been raised.")
  @ValueSource(strings = {"isRaised", "raise", "lower"})
  void a_server_that_is_gone_is_an_error(String method) throws Exception {
    RedisProxy proxy = RedisProxy.counting(server, command -> command.mentions(key));
    RedisFlag flag = RedisFlag.create(proxy.uri(), key);
    proxy.close();
    assertThatThrownBy(() -> use(method).of(flag), "%s(), after the server was lost", method)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(key);
    assertThatThrownBy(flag::close, "close(), after the server was lost")
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> RedisFlag.create(proxy.uri(), key),
            "create(server, key), after the server was lost")
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest(name = "a flag with the value {0}")
  @Order(11)
  @Rule("Reading is not writing: only a write gives the key another hour.")
  @ValueSource(strings = {"0", "1"})
  void a_check_does_not_renew_the_expiry(String value) throws Exception {
    other.ask("SET", key, value, "EX", "1000");
    try (RedisFlag flag = RedisFlag.open(server, key)) {
      flag.isRaised();
      assertThat(Long.parseLong(other.ask("TTL", key)))
          .as(
              "the server's answer to TTL, in seconds, for a key that holds %s and had 1000 left,"
                  + " after isRaised()",
              value)
          .isBetween(1L, 1000L);
    }
  }

  private static Use use(String method) {
    return switch (method) {
      case "isRaised" -> RedisFlag::isRaised;
      case "raise" -> RedisFlag::raise;
      default -> RedisFlag::lower;
    };
  }
}
