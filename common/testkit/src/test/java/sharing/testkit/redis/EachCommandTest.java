package sharing.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EachCommandTest {
  private URI redis;
  private RedisInspector other;
  private final List<String> seen = new ArrayList<>();

  @BeforeEach
  void connect() throws Exception {
    redis = RedisServer.shared();
    other = new RedisInspector(redis);
    other.ask("DEL", "each:a");
  }

  @AfterEach
  void clean() throws Exception {
    other.ask("DEL", "each:a");
    other.close();
  }

  /** Two commands: what the line has done to them, and what the server has then. */
  private void appendTwice(EachCommand.Line line) throws Exception {
    String outcome = "";
    try (RespClient client = new RespClient(line.uri())) {
      for (String text : List.of("x", "y")) {
        try {
          client.ask("APPEND", "each:a", text);
        } catch (IOException e) {
          outcome += "!";
        }
      }
    }
    seen.add(line.command() + ": " + other.ask("GET", "each:a") + outcome);
    other.ask("DEL", "each:a");
  }

  @Test
  void breaks_before_each_command_in_turn() throws Exception {
    EachCommand.breaks(redis, this::appendTwice);
    assertThat(seen)
        .containsExactly("command 1, APPEND: null!!", "command 2, APPEND: x!", "no command: xy");
  }

  @Test
  void refuses_one_command_and_passes_the_others() throws Exception {
    EachCommand.isRefused(redis, this::appendTwice);
    assertThat(seen)
        .containsExactly("command 1, APPEND: y!", "command 2, APPEND: x!", "no command: xy");
  }

  @Test
  void loses_the_answer_of_one_command_and_accepts_the_next_connection() throws Exception {
    EachCommand.losesItsAnswer(
        redis,
        line -> {
          appendTwice(line);
          try (RespClient client = new RespClient(line.uri())) {
            client.ask("CLIENT", "GETNAME"); // This command is not counted.
          }
        });
    assertThat(seen)
        .containsExactly("command 1, APPEND: x!!", "command 2, APPEND: xy!", "no command: xy");
  }

  @Test
  void acts_just_before_each_command() throws Exception {
    EachCommand.comesAfter(redis, () -> other.ask("APPEND", "each:a", "-"), this::appendTwice);
    assertThat(seen)
        .containsExactly("command 1, APPEND: -xy", "command 2, APPEND: x-y", "no command: xy");
  }

  @Test
  void a_refused_command_spoils_its_transaction() throws Exception {
    EachCommand.isRefused(
        redis,
        line -> {
          try (RespClient client = new RespClient(line.uri())) {
            for (String command : List.of("MULTI", "INCR each:a", "EXEC")) {
              try {
                client.ask(command.split(" "));
              } catch (IOException e) {
                seen.add(line.command() + " at " + command);
              }
            }
          }
        });
    assertThat(seen)
        .containsExactly(
            "command 1, MULTI at MULTI",
            "command 1, MULTI at EXEC",
            "command 2, INCR at INCR each:a",
            "command 2, INCR at EXEC",
            "command 3, EXEC at EXEC");
  }
}
