package sharing.testkit.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import sharing.common.Stopwatch;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ChargedTimeTest {
  private static final String BUSY = "while :; do :; done";
  private static final int LOOKS = 20;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void all_time_counts_while_a_process_waits_for_something_else() throws Exception {
    Process process = start("exec cat");
    process.getOutputStream().write('x');
    process.getOutputStream().flush();
    process.getInputStream().read();
    while (ReadyThreads.in(process.toHandle()) > 0) {
      Thread.sleep(1); // It is about to wait for more.
    }
    ChargedTime time = new ChargedTime(process.toHandle());
    Stopwatch watch = Stopwatch.start();
    Thread.sleep(10); // While it waits.
    Duration passed = Duration.ofNanos(watch.elapsedNanos());
    assertThat(time.sinceLastLook()).isGreaterThanOrEqualTo(passed);
  }

  @Test
  void no_time_counts_while_a_process_waits_for_a_processor() throws Exception {
    assertNoMoreThanItUses(BUSY, 1, 1);
  }

  @Test
  void a_process_that_waits_for_one_that_it_started_has_the_time_of_that_one() throws Exception {
    assertNoMoreThanItUses("(" + BUSY + ") & wait", 2, 1);
  }

  @Test
  void two_that_are_busy_at_once_have_half_of_what_they_use() throws Exception {
    int atOnce = Math.min(2, Runtime.getRuntime().availableProcessors());
    assertNoMoreThanItUses("(" + BUSY + ") & " + BUSY, 2, atOnce);
  }

  /** Two processes for each processor want it, and each process has half of the time, or less. */
  private void assertNoMoreThanItUses(String command, int processes, int atOnce) throws Exception {
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      start(BUSY);
    }
    ProcessHandle process = start(command).toHandle();
    while (process.descendants().count() < processes - 1 || used(process).isZero()) {
      Thread.sleep(1); // It is about to be busy.
    }
    Duration before = used(process);
    ChargedTime time = new ChargedTime(process);
    Duration own = Duration.ZERO;
    for (int look = 0; look < LOOKS || used(process).equals(before); look++) {
      Thread.sleep(10); // Between two looks.
      own = own.plus(time.sinceLastLook());
    }
    assertThat(own).isPositive().isLessThanOrEqualTo(used(process).minus(before).dividedBy(atOnce));
  }

  private Process start(String command) throws IOException {
    Process process = new ProcessBuilder("sh", "-c", command).start();
    started.add(process);
    return process;
  }

  private static Duration used(ProcessHandle process) {
    return ChargedTime.processorTimes(Stream.concat(Stream.of(process), process.descendants()))
        .values()
        .stream()
        .reduce(Duration.ZERO, Duration::plus);
  }
}
