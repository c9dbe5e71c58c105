package sharing.testkit.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import sharing.common.ChildJvm;
import sharing.common.ParentJvm;

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

  static final class Waits {
    public static void main(String[] arguments) throws Exception {
      ParentJvm.connect().receive();
    }
  }
}
