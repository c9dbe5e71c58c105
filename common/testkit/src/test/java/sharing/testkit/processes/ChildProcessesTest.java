package sharing.testkit.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import sharing.common.ChildJvm;
import sharing.common.ParentJvm;
import sharing.common.Stopwatch;

class ChildProcessesTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  @Test
  void children_are_known_with_their_time_and_ended_but_those_that_are_let_be() throws Exception {
    try (ChildJvm server = ChildJvm.start(Waits.class);
        ChildJvm worker = ChildJvm.start(Waits.class)) {
      ChildProcesses.letBe(server.handle());
      assertThat(ChildProcesses.children()).contains(worker.handle());
      assertThat(ChildProcesses.children()).doesNotContain(server.handle());
      assertThat(ChildProcesses.processorTimes()).containsKey(worker.handle().pid());
      assertThat(ChildProcesses.processorTimes()).doesNotContainKey(server.handle().pid());
      ChildProcesses.endStarted();
      assertThat(worker.handle().onExit()).as("the end of the worker").succeedsWithin(BOUND);
      assertThat(server.isAlive()).as("the server lives").isTrue();
    }
  }

  /**
   * A process that works, or has no processor to work with, is ready; one that waits is not, except
   * while a thread of its JVM's own, such as the compiler's, has work.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void a_process_that_would_work_is_ready() throws Exception {
    try (ChildJvm worker = ChildJvm.start(WorksAndWaits.class)) {
      assertThat(worker.receive()).contains("works");
      assertThat(ChildProcesses.isOneReady()).as("while it works").isTrue();
      worker.send("wait");
      assertThat(worker.receive()).contains("waits");
      Stopwatch watch = Stopwatch.start();
      boolean ready = true;
      while (ready && watch.elapsedNanos() < BOUND.toNanos()) {
        ready = ChildProcesses.isOneReady();
      }
      assertThat(ready).as("while it waits").isFalse();
    }
  }

  static final class WorksAndWaits {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      Thread works =
          new Thread(
              () -> {
                while (!Thread.currentThread().isInterrupted()) {
                  Thread.onSpinWait();
                }
              });
      works.start();
      parent.send("works");
      parent.receive();
      works.interrupt();
      works.join();
      parent.send("waits");
      parent.receive();
    }
  }

  static final class Waits {
    public static void main(String[] arguments) throws Exception {
      ParentJvm.connect().receive();
    }
  }
}
