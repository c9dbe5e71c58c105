package sharing.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildJvmTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  void the_exit_code_and_the_last_words_of_a_child_are_kept() throws Exception {
    try (ChildJvm child = ChildJvm.start(Talking.class)) {
      assertThat(child.waitFor(BOUND)).isTrue();
      assertThat(child.exitCode()).isEqualTo(3);
      assertThat(child.lastWords()).contains("to out").contains("to err");
    }
  }

  @Test
  void a_child_that_has_finished_ends_at_once_with_all_its_words() throws Exception {
    try (ChildJvm child = ChildJvm.start(Finishing.class)) {
      assertThat(child.waitFor(BOUND)).isTrue();
      assertThat(child.exitCode()).isZero();
      assertThat(child.lastWords()).isEqualTo("all of it");
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void a_child_whose_main_method_throws_ends_at_once_with_the_stack_trace() throws Exception {
    try (ChildJvm child = ChildJvm.start(Throwing.class)) {
      assertThat(child.receive()).contains("before");
      assertThat(child.receive()).isEmpty();
      assertThat(child.waitFor(BOUND)).isTrue();
      assertThat(child.exitCode()).isEqualTo(1);
      assertThat(child.lastWords())
          .contains("IllegalStateException: what it threw", "Throwing.main");
    }
  }

  @Test
  void a_flood_of_words_does_not_block_the_child_and_its_end_is_kept() throws Exception {
    try (ChildJvm child = ChildJvm.start(Flooding.class)) {
      assertThat(child.waitFor(BOUND)).isTrue();
      assertThat(child.lastWords()).hasSizeLessThan(200_000).endsWith("the end\n");
    }
  }

  @Test
  void messages_come_whole_and_in_order() throws Exception {
    String[] messages = {"one", "", "zwölf \u0002 素数", "x".repeat(1_000_000), "\r"};
    try (ChildJvm child = ChildJvm.start(Echo.class)) {
      for (String message : messages) {
        child.send(message);
      }
      for (String message : messages) {
        assertThat(child.receive()).contains(message);
      }
    }
  }

  @Test
  void more_messages_than_can_wait_all_come() throws Exception {
    try (ChildJvm child = ChildJvm.start(Sending.class, "5000")) {
      for (int i = 0; i < 5_000; i++) {
        assertThat(child.receive()).contains("message " + i);
      }
      assertThat(child.receive()).as("after the end").isEmpty();
      assertThat(child.receive()).as("after the end, once more").isEmpty();
    }
  }

  @Test
  void what_a_killed_child_has_sent_is_received() throws Exception {
    try (ChildJvm child = ChildJvm.start(Sending.class, "1500", "stay")) {
      while (!child.lastWords().contains("all are sent")) {
        Thread.sleep(1); // Between two looks at what the child has printed.
      }
      child.kill();
      assertThat(child.waitFor(BOUND)).isTrue();
      for (int i = 0; i < 1_500; i++) {
        assertThat(child.receive()).contains("message " + i);
      }
      assertThat(child.receive()).isEmpty();
      assertThat(child.exitCode()).isEqualTo(OS.WINDOWS.isCurrentOs() ? 1 : 137);
    }
  }

  @Test
  void what_a_child_prints_is_no_message() throws Exception {
    try (ChildJvm child = ChildJvm.start(Echo.class, "prints")) {
      child.send("7");
      assertThat(child.receive()).contains("7");
      child.kill();
      child.waitFor(BOUND);
      assertThat(child.lastWords()).contains("to out").contains("to err").contains("to the pipe");
    }
  }

  @Test
  void half_a_message_is_none() throws Exception {
    try (ChildJvm child = ChildJvm.start(DyingInMessage.class)) {
      assertThat(child.receive()).contains("whole");
      assertThat(child.receive()).isEmpty();
      child.waitFor(BOUND);
      assertThat(child.exitCode()).isEqualTo(4);
    }
  }

  @Test
  void a_message_is_one_line() throws Exception {
    try (ChildJvm child = ChildJvm.start(Echo.class)) {
      assertThatIllegalArgumentException().isThrownBy(() -> child.send("one\ntwo"));
      assertThatIllegalArgumentException().isThrownBy(() -> child.send(null));
    }
  }

  @Test
  void nothing_can_be_sent_to_a_child_that_has_ended() throws Exception {
    try (ChildJvm child = ChildJvm.start(Talking.class)) {
      assertThat(child.waitFor(BOUND)).isTrue();
      assertThatThrownBy(() -> child.send("7")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_child_that_takes_too_long_is_killed() throws Exception {
    try (ChildJvm child = ChildJvm.start(Echo.class).endAfter(Duration.ofMillis(1))) {
      assertThat(child.receive()).isEmpty();
      assertThat(child.waitFor(BOUND)).isTrue();
      assertThat(child.exitCode()).isNotZero();
    }
  }

  @Test
  void a_child_dies_with_its_parent_even_if_the_parent_is_killed() throws Exception {
    try (ChildJvm parent = ChildJvm.start(ParentOfBusy.class)) {
      ProcessHandle grandchild = grandchild(parent);
      parent.kill();
      assertThat(parent.waitFor(BOUND)).isTrue();
      awaitEnd(grandchild);
    }
  }

  @Test
  void who_closes_a_child_closes_its_children() throws Exception {
    ChildJvm parent = ChildJvm.start(ParentOfDeaf.class);
    ProcessHandle grandchild = grandchild(parent);
    parent.close();
    awaitEnd(grandchild);
  }

  private static ProcessHandle grandchild(ChildJvm parent) throws InterruptedException {
    String pid = parent.receive().orElseThrow();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  @Test
  void a_child_whose_parent_is_killed_does_its_last_act(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("of the child"));
    try (ChildJvm parent = ChildJvm.start(ParentOfDeleting.class, file.toString())) {
      assertThat(parent.receive()).contains("started");
      assertThat(file).exists();
      parent.kill();
      for (long bound = System.nanoTime() + BOUND.toNanos(); Files.exists(file); ) {
        assertThat(System.nanoTime()).as("the file is still there").isLessThan(bound);
        Thread.sleep(5); // Between two looks at the file.
      }
    }
  }

  /** As by Ctrl-C, which a terminal sends to the parent and the child at once. */
  @Test
  void a_child_that_is_told_to_end_does_its_last_act(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("of the child"));
    try (ChildJvm child = ChildJvm.start(Deleting.class, file.toString())) {
      assertThat(child.receive()).contains("started");
      child.handle().destroy();
      assertThat(child.waitFor(BOUND)).as("whether it ends").isTrue();
    }
    assertThat(file).doesNotExist();
  }

  /** A dead process may stay listed where nobody collects it; then it has no command any more. */
  private static void awaitEnd(ProcessHandle handle) throws InterruptedException {
    long bound = System.nanoTime() + BOUND.toNanos();
    while (handle.isAlive() && handle.info().command().isPresent()) {
      assertThat(System.nanoTime()).as("the grandchild lives on").isLessThan(bound);
      Thread.sleep(5); // Between two looks at the process.
    }
  }

  static final class Talking {
    public static void main(String[] arguments) {
      System.out.println("to out");
      System.err.println("to err");
      System.exit(3);
    }
  }

  static final class Finishing {
    public static void main(String[] arguments) {
      ParentJvm parent = ParentJvm.connect();
      System.out.print("all of it");
      parent.finish();
    }
  }

  /** Another thread of it would live forever. */
  static final class Throwing {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      new Thread(() -> LockSupport.park()).start();
      parent.send("before");
      throw new IllegalStateException("what it threw");
    }
  }

  static final class Flooding {
    public static void main(String[] arguments) {
      String line = "x".repeat(999);
      for (int i = 0; i < 20_000; i++) {
        System.out.println(line);
      }
      System.out.print("the end\n");
    }
  }

  static final class Echo {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      while (true) {
        Optional<String> message = parent.receive();
        if (arguments.length > 0) {
          System.out.println("to out");
          System.err.println("to err");
          new FileOutputStream(FileDescriptor.out).write("to the pipe\n".getBytes());
        }
        parent.send(message.orElseThrow());
      }
    }
  }

  static final class Sending {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
        parent.send("message " + i);
      }
      if (arguments.length > 1) {
        System.out.print("all are sent");
        Thread.currentThread().join();
      }
      parent.finish();
    }
  }

  static final class DyingInMessage {
    public static void main(String[] arguments) throws Exception {
      ParentJvm.connect().send("whole");
      byte[] half = "\u00021234".getBytes(StandardCharsets.UTF_8);
      new FileOutputStream(FileDescriptor.out).write(half);
      Runtime.getRuntime().halt(4);
    }
  }

  /** Never asks for a message, and never rests. */
  static final class Busy {
    public static void main(String[] arguments) {
      ParentJvm.connect();
      while (true) {
        Thread.onSpinWait();
      }
    }
  }

  static final class ParentOfBusy {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      parent.send(Long.toString(ChildJvm.start(Busy.class).handle().pid()));
      Thread.currentThread().join();
    }
  }

  /** Does not notice the end of its parent. */
  static final class Deaf {
    public static void main(String[] arguments) throws Exception {
      Thread.currentThread().join();
    }
  }

  static final class ParentOfDeaf {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      parent.send(Long.toString(ChildJvm.start(Deaf.class).handle().pid()));
      Thread.currentThread().join();
    }
  }

  static final class Deleting {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect(() -> Files.delete(Path.of(arguments[0])));
      parent.send("started");
      Thread.currentThread().join();
    }
  }

  static final class ParentOfDeleting {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      ChildJvm child = ChildJvm.start(Deleting.class, arguments);
      parent.send(child.receive().orElseThrow());
      Thread.currentThread().join();
    }
  }
}
