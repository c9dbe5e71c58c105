package sharing.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChildJvmsTest {
  private final Set<ProcessHandle> before = children();
  private final ChildJvms jvms = new ChildJvms();

  @AfterEach
  void close() {
    jvms.close();
    assertThat(children()).as("the children that are left").isEqualTo(before);
  }

  @Test
  void it_waits_until_all_have_finished() throws Exception {
    jvms.start(Working.class, "20");
    jvms.start(Working.class, "0");
    jvms.start(Working.class, "60");
    assertThat(children()).hasSizeGreaterThan(before.size());
    jvms.await();
  }

  @Test
  void it_waits_for_nobody_if_nobody_was_started() throws Exception {
    jvms.await();
  }

  @Test
  void a_child_that_fails_is_told_of_though_others_go_on() throws Exception {
    jvms.start(Working.class, "1000000");
    jvms.start(Failing.class);
    assertThatThrownBy(jvms::await)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("exit code 7")
        .hasMessageContaining("what it said");
  }

  @Test
  void a_caller_that_asks_one_by_one_may_start_another_for_one_that_failed() throws Exception {
    jvms.start(Failing.class);
    assertThat(jvms.awaitNext().orElseThrow()).contains("exit code 7", "what it said");
    jvms.start(Working.class, "0");
    assertThat(jvms.awaitNext()).isEmpty();
  }

  @Test
  void a_caller_that_is_interrupted_stops_waiting() throws Exception {
    jvms.start(Working.class, "1000000");
    Thread.currentThread().interrupt();
    assertThatThrownBy(jvms::await).isInstanceOf(InterruptedException.class);
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  static final class Working {
    public static void main(String[] arguments) throws InterruptedException {
      ParentJvm parent = ParentJvm.connect();
      Thread.sleep(Long.parseLong(arguments[0])); // This is its work.
      parent.finish();
    }
  }

  static final class Failing {
    public static void main(String[] arguments) {
      System.err.println("what it said");
      System.exit(7);
    }
  }
}
