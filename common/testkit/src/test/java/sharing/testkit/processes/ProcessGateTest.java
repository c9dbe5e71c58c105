package sharing.testkit.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sharing.common.ChildJvm;
import sharing.common.ParentJvm;

@Timeout(60)
class ProcessGateTest {
  /** Its file lies in a folder that others use, too. */
  private static final String NAME = UUID.randomUUID().toString();

  @Test
  void a_process_stands_at_the_gate_until_it_is_open() throws Exception {
    try (ProcessGate gate = new ProcessGate(NAME);
        ProcessGate other = new ProcessGate("other-" + NAME);
        ChildJvm child = ChildJvm.start(Passing.class, NAME)) {
      assertThat(child.receive()).contains("before");
      while (gate.arrived() == 0) {
        Thread.sleep(1); // Between two looks at the gate.
      }
      other.open();
      gate.open();
      assertThat(child.receive()).contains("after");
      assertThat(other.arrived()).isZero();
    }
  }

  @Test
  void a_gate_that_is_gone_keeps_nobody() throws Exception {
    ProcessGate gate = new ProcessGate(NAME);
    try (ChildJvm child = ChildJvm.start(Passing.class, NAME)) {
      while (gate.arrived() == 0) {
        Thread.sleep(1); // Between two looks at the gate.
      }
      gate.close();
      assertThat(child.receive()).contains("before");
      assertThat(child.receive()).isEqualTo(Optional.of("after"));
    }
    assertThatThrownBy(() -> ProcessGate.pass(NAME)).isInstanceOf(IOException.class);
  }

  static final class Passing {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      parent.send("before");
      ProcessGate.pass(arguments[0]);
      parent.send("after");
      parent.finish();
    }
  }
}
