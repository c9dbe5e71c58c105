package sharing.runner.check;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sharing.common.ChildJvm;
import sharing.testkit.redis.ServerCommands;

/**
 * What this machine has of what pages need: its JDK, and the commands of the Redis server that the
 * tests of the lesson use. The server is asked once for each command. Any number of threads may use
 * an object.
 */
final class Supplies {
  private final String classPath;
  private final Map<String, Boolean> commands = new HashMap<>();

  /**
   * @param classPath of the lesson's tests
   */
  Supplies(String classPath) {
    this.classPath = classPath;
  }

  /**
   * Whether this machine has what a page needs.
   *
   * @throws IOException if a server must be asked, and none can be started; the message says what
   *     to do
   */
  synchronized boolean have(Need need) throws IOException, InterruptedException {
    if (need.isJdk()) {
      return need.release() <= Runtime.version().feature();
    }
    Boolean known = commands.get(need.what());
    if (known == null) {
      known = ask(need.what());
      commands.put(need.what(), known);
    }
    return known;
  }

  private boolean ask(String command) throws IOException, InterruptedException {
    List<String> options = ChildJvm.SHORT_LIVED;
    try (ChildJvm child = ChildJvm.start(classPath, options, ServerCommands.class, command)) {
      Optional<String> answer = child.receive();
      if (answer.isEmpty()) {
        child.awaitExitCode();
        throw new IOException(child.lastWords());
      }
      return Boolean.parseBoolean(answer.get());
    }
  }
}
