package sharing.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServerCommandsTest {
  /** The replies of a server with COMMAND DOCS and XREADGROUP CLAIM, shortened. */
  private static final Map<String, String> DESCRIBES =
      Map.of(
          "COMMAND INFO COMMAND|DOCS",
          "*1\r\n*2\r\n$12\r\ncommand|docs\r\n:-2\r\n",
          "COMMAND INFO XREADGROUP",
          "*1\r\n*2\r\n$10\r\nxreadgroup\r\n:-7\r\n",
          "COMMAND DOCS XREADGROUP",
          "*2\r\n$10\r\nxreadgroup\r\n*4\r\n$7\r\nsummary\r\n$8\r\nMAXCOUNT\r\n$9\r\narguments\r\n"
              + "*1\r\n*4\r\n$4\r\nname\r\n$13\r\nmin-idle-time\r\n$5\r\ntoken\r\n$5\r\nCLAIM\r\n");

  /** The replies of a server that has the command and does not describe it. */
  private static final Map<String, String> KNOWS =
      Map.of("COMMAND INFO XREADGROUP", "*1\r\n*2\r\n$10\r\nxreadgroup\r\n:-7\r\n");

  @Test
  void a_real_server_has_its_commands_and_no_others() throws Exception {
    try (RedisServer server = RedisServer.start()) {
      assertThat(ServerCommands.has(server.uri(), "XGROUP")).isTrue();
      assertThat(ServerCommands.has(server.uri(), "XNONSENSE")).isFalse();
      assertThat(ServerCommands.has(server.uri(), "XREADGROUP NONSENSE")).isFalse();
      assertThat(ServerCommands.has(server.uri(), "XNONSENSE COUNT")).isFalse();
    }
  }

  @Test
  void a_server_that_describes_its_commands_has_the_words_it_describes() throws Exception {
    assertThat(has(DESCRIBES, "XREADGROUP")).isTrue();
    assertThat(has(DESCRIBES, "XREADGROUP CLAIM")).isTrue();
    assertThat(has(DESCRIBES, "XREADGROUP NOACK")).isFalse();
    assertThat(has(DESCRIBES, "XREADGROUP MAXCOUNT")).isFalse();
  }

  @Test
  void a_server_that_describes_no_command_has_the_command_and_no_word() throws Exception {
    assertThat(has(KNOWS, "XREADGROUP")).isTrue();
    assertThat(has(KNOWS, "XREADGROUP CLAIM")).isFalse();
    assertThat(has(KNOWS, "XAUTOCLAIM")).isFalse();
  }

  /** Asks a server that has a reply for each command; for all others, the reply for no command. */
  private static boolean has(Map<String, String> replies, String command) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> answer(server, replies), "a server");
      thread.start();
      boolean has =
          ServerCommands.has(URI.create("redis://127.0.0.1:" + server.getLocalPort()), command);
      thread.join();
      return has;
    }
  }

  private static void answer(ServerSocket server, Map<String, String> replies) {
    try (Socket client = server.accept()) {
      OutputStream out = client.getOutputStream();
      while (true) {
        String[] lines = RespClient.command(client.getInputStream()).split("\r\n");
        String words = lines[2] + " " + lines[4] + " " + lines[6];
        String reply = replies.getOrDefault(words, "*1\r\n*-1\r\n");
        out.write(reply.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }
}
