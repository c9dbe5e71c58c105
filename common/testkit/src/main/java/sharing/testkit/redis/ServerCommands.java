package sharing.testkit.redis;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import sharing.common.ParentJvm;

/**
 * Which commands a Redis server has. Versions differ, and so do servers that understand the same
 * protocol under another name and with version numbers of their own, such as Valkey.
 */
public final class ServerCommands {
  private static final String DESCRIPTION = "COMMAND|DOCS";

  private ServerCommands() {}

  /** Tells the parent whether the server that the tests use has the command in {@code [0]}. */
  public static void main(String[] command) throws Exception {
    ParentJvm parent = ParentJvm.connect();
    parent.send(Boolean.toString(has(RedisServer.shared(), command[0])));
  }

  /**
   * Whether a server has a command. A server before Redis 7.0 does not describe the arguments of
   * its commands: it counts as one that has none of them.
   *
   * @param server {@code redis://host:port}
   * @param command a command, {@code XAUTOCLAIM}, or a command and a word among its arguments,
   *     {@code XREADGROUP CLAIM}; in capitals
   * @throws IOException if there is no server at this address
   */
  public static boolean has(URI server, String command) throws IOException {
    String[] words = command.split(" ");
    try (RespClient redis = new RespClient(server)) {
      if (words.length == 1 || !isKnown(redis, DESCRIPTION)) {
        return words.length == 1 && isKnown(redis, command);
      }
      List<String> description = redis.ask("COMMAND", "DOCS", words[0]).lines().toList();
      for (int i = 1; i < description.size(); i++) {
        if (description.get(i - 1).equals("token") && description.get(i).equals(words[1])) {
          return true;
        }
      }
      return false;
    }
  }

  /** A server answers with the properties of a command, or with nothing. */
  private static boolean isKnown(RespClient redis, String command) throws IOException {
    return redis.ask("COMMAND", "INFO", command).startsWith(command.toLowerCase(Locale.ROOT));
  }
}
