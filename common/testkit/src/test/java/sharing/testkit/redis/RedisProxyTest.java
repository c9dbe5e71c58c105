package sharing.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sharing.testkit.redis.RedisProxy.Command;
import sharing.testkit.redis.RedisProxy.Reaction;

@Timeout(60)
class RedisProxyTest {
  private final URI redis = RedisServer.shared();
  private RespClient other;

  RedisProxyTest() throws Exception {}

  @BeforeEach
  void connect() throws IOException {
    other = new RespClient(redis);
  }

  @AfterEach
  void clean() throws IOException {
    other.ask("DEL", "proxy:a", "proxy:b");
    other.close();
  }

  @Test
  void passes_commands_and_answers_of_several_clients() throws Exception {
    List<List<String>> seen = new CopyOnWriteArrayList<>();
    try (RedisProxy proxy =
            new RedisProxy(
                redis,
                command -> command.mentions("proxy:"),
                (number, command) -> {
                  seen.add(command.words());
                  return Reaction.FORWARD;
                });
        RespClient first = new RespClient(proxy.uri());
        RespClient second = new RespClient(proxy.uri())) {
      assertThat(first.ask("SET", "proxy:a", "\u00e9t\u00e9")).isEqualTo("OK");
      assertThat(first.ask("PING")).isEqualTo("PONG");
      assertThat(second.ask("GET", "proxy:a")).isEqualTo("\u00e9t\u00e9");
      assertThat(proxy.commands()).as("commands that match").isEqualTo(2);
    }
    assertThat(seen)
        .containsExactly(List.of("SET", "proxy:a", "\u00e9t\u00e9"), List.of("GET", "proxy:a"));
  }

  @Test
  void breaks_the_connection_before_the_chosen_command_and_lets_nobody_in_again() throws Exception {
    try (RedisProxy proxy = RedisProxy.breakingBefore(3, redis);
        RespClient client = new RespClient(proxy.uri())) {
      client.ask("CLIENT", "SETNAME", "not-counted");
      client.ask("SET", "proxy:a", "1");
      client.ask("INCR", "proxy:a");
      assertThatThrownBy(() -> client.ask("INCR", "proxy:a")).isInstanceOf(IOException.class);
      assertThat(other.ask("GET", "proxy:a")).as("what the server has").isEqualTo("2");
      assertThatThrownBy(() -> new RespClient(proxy.uri()).ask("PING"))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void acts_once_before_the_chosen_command() throws Exception {
    try (RedisProxy proxy =
            RedisProxy.actingBefore(2, redis, () -> other.ask("APPEND", "proxy:a", "other "));
        RespClient client = new RespClient(proxy.uri())) {
      for (int i = 1; i <= 3; i++) {
        client.ask("APPEND", "proxy:a", i + " ");
      }
    }
    assertThat(other.ask("GET", "proxy:a")).isEqualTo("1 other 2 3 ");
  }

  @Test
  void holds_the_answers_while_the_server_executes_the_commands() throws Exception {
    try (RedisProxy proxy = RedisProxy.counting(redis, command -> command.mentions("proxy:a"));
        RespClient first = new RespClient(proxy.uri());
        RespClient second = new RespClient(proxy.uri())) {
      first.ask("SET", "proxy:a", "0");
      proxy.hold();
      FutureTask<String> call = new FutureTask<>(() -> first.ask("INCR", "proxy:a"));
      new Thread(call).start();
      while (!"1".equals(other.ask("GET", "proxy:a"))) {
        Thread.onSpinWait();
      }
      assertThat(second.ask("SET", "proxy:b", "1")).as("a command that does not match").isNotNull();
      assertThat(proxy.waiting()).as("commands without an answer").isEqualTo(1);
      assertThat(proxy.waitingOnOneConnection()).isEqualTo(1);
      assertThat(call.isDone()).as("the answer has come").isFalse();
      proxy.release();
      assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("1");
      assertThat(proxy.waiting()).as("commands without an answer, after release()").isZero();
    }
  }

  @Test
  void a_handler_that_throws_breaks_the_connection_and_close_says_so() throws Exception {
    RedisProxy proxy =
        RedisProxy.actingBefore(
            1,
            redis,
            () -> {
              throw new IllegalArgumentException("the test is wrong");
            });
    try (RespClient client = new RespClient(proxy.uri())) {
      assertThatThrownBy(() -> client.ask("PING")).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(proxy::close)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("the test is wrong");
  }

  @Test
  void after_close_connections_are_broken_and_there_are_no_new_ones() throws Exception {
    RedisProxy proxy = RedisProxy.counting(redis, command -> true);
    try (RespClient client = new RespClient(proxy.uri())) {
      client.ask("PING");
      proxy.close();
      assertThatThrownBy(() -> client.ask("PING")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> new RespClient(proxy.uri()).ask("PING"))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_server_that_is_gone_closes_the_connection() throws Exception {
    RedisServer gone = RedisServer.start();
    try (RedisProxy proxy = RedisProxy.counting(gone.uri(), command -> true);
        RespClient client = new RespClient(proxy.uri())) {
      client.ask("PING");
      gone.close();
      assertThatThrownBy(() -> client.ask("PING")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> new RespClient(proxy.uri()).ask("PING"))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_command_knows_its_name_and_who_sent_it() {
    assertThat(new Command(List.of("xadd", "a-key")).name()).isEqualTo("XADD");
    assertThat(new Command(List.of("CLIENT", "SETINFO")).isAboutClient()).isTrue();
    assertThat(new Command(List.of("GET", "CLIENT")).isAboutClient()).isFalse();
  }
}
