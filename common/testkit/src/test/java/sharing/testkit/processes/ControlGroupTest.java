package sharing.testkit.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where the system lets us make one. */
class ControlGroupTest {
  @Test
  void no_more_processes_live_in_it_than_it_allows_and_none_is_left() throws Exception {
    // The shell waits for a line, so that it is in the group before it starts any process.
    String bomb =
        "read go; cd /; for i in $(seq 40); do (setsid sleep 1000 & echo $!) 2>&- || break; done";
    Process shell = new ProcessBuilder("sh", "-c", bomb).start();
    List<Long> pids;
    try (ControlGroup group = group(shell)) {
      shell.getOutputStream().write('\n');
      shell.getOutputStream().close();
      shell.waitFor();
      pids = pids(shell.inputReader());
      assertThat(pids.size()).as("processes that the shell started").isBetween(10, 20);
      assertThat(pids).allMatch(ControlGroupTest::isAlive);
    }
    assertThat(pids).noneMatch(ControlGroupTest::isAlive, "lives");
  }

  @Test
  void what_a_killed_process_has_left_is_ended_by_the_next() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Process left = new ProcessBuilder("sleep", "1000").start();
    Process next = new ProcessBuilder("sleep", "1000").start();
    try (ControlGroup first = group(left)) {
      Path another = ControlGroup.mine().get().resolve("sharing-" + ended.pid() + "-1");
      Files.createDirectory(another);
      Files.writeString(another.resolve("cgroup.procs"), Long.toString(left.pid()));
      try (ControlGroup second = group(next)) {
        assertThat(another).doesNotExist();
        assertThat(isAlive(left.pid())).as("what is left").isFalse();
        assertThat(isAlive(next.pid())).as("the next one").isTrue();
      }
    }
  }

  private static ControlGroup group(Process shell) {
    Optional<ControlGroup> group = ControlGroup.of(shell.toHandle(), 20);
    if (group.isEmpty()) {
      shell.destroyForcibly();
    }
    assumeTrue(group.isPresent(), "the system lets us make no group");
    return group.get();
  }

  /** The last one may have been refused in the middle of its line. */
  private static List<Long> pids(BufferedReader lines) throws IOException {
    return lines.lines().filter(line -> line.matches("\\d+")).map(Long::valueOf).toList();
  }

  /** One that has been killed may still be listed: its new parent has not asked for its end. */
  private static boolean isAlive(long pid) {
    try {
      String state = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return !state.substring(state.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException e) {
      return false;
    }
  }
}
