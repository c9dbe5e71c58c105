package sharing.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  void the_exit_code_and_the_output_of_a_child_are_kept() throws Exception {
    try (ChildJvm child = start(Talking.class)) {
      assertThat(child.waitFor(BOUND)).isTrue();
      assertThat(child.exitCode()).isEqualTo(3);
      assertThat(child.output()).contains("to out").contains("to err");
    }
  }

  @Test
  void a_child_that_has_finished_ends_at_once_with_all_its_output() throws Exception {
    try (ChildJvm child = start(Finishing.class)) {
      assertThat(child.waitFor(BOUND)).isTrue();
      assertThat(child.exitCode()).isZero();
      assertThat(child.output()).isEqualTo("all of it");
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void a_flood_of_output_does_not_block_the_child_and_its_end_is_kept() throws Exception {
    try (ChildJvm child = start(Flooding.class)) {
      assertThat(child.waitFor(BOUND)).isTrue();
      assertThat(child.output()).hasSizeLessThan(200_000).endsWith("the end\n");
    }
  }

  @Test
  void a_child_dies_with_its_parent_even_if_the_parent_is_killed() throws Exception {
    try (ChildJvm parent = start(ParentOfWaiting.class)) {
      long grandchild = -1;
      for (long bound = System.nanoTime() + BOUND.toNanos();
          grandchild < 0 && System.nanoTime() < bound && parent.isAlive(); ) {
        parent.waitFor(Duration.ofMillis(20));
        Scanner words = new Scanner(parent.output());
        grandchild = words.hasNextLong() ? words.nextLong() : -1;
      }
      assertThat(grandchild).as("the process that the child started").isPositive();
      ProcessHandle handle = ProcessHandle.of(grandchild).orElseThrow();
      parent.killAlone();
      assertThat(parent.waitFor(BOUND)).isTrue();
      awaitEnd(handle);
    }
  }

  @Test
  void a_child_whose_parent_is_killed_does_its_last_act(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("of the child"));
    try (ChildJvm parent = start(ParentOfDeleting.class, file.toString())) {
      while (parent.isAlive() && !parent.output().contains("started")) {
        parent.waitFor(Duration.ofMillis(20));
      }
      assertThat(file).exists();
      parent.killAlone();
      for (long bound = System.nanoTime() + BOUND.toNanos(); Files.exists(file); ) {
        assertThat(System.nanoTime()).as("the file is still there").isLessThan(bound);
        Thread.sleep(5);
      }
    }
  }

  /** A dead process may stay listed where nobody collects it; then it has no command any more. */
  private static void awaitEnd(ProcessHandle handle) throws InterruptedException {
    long bound = System.nanoTime() + BOUND.toNanos();
    while (handle.isAlive() && handle.info().command().isPresent()) {
      assertThat(System.nanoTime()).as("the grandchild lives on").isLessThan(bound);
      Thread.onSpinWait();
    }
  }

  private static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    return ChildJvm.start(
        System.getProperty("java.class.path"),
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        main,
        arguments);
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
      ChildJvm.endWithParent();
      System.out.print("all of it");
      ChildJvm.finish();
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

  static final class Waiting {
    public static void main(String[] arguments) throws Exception {
      ChildJvm.endWithParent();
      Thread.currentThread().join();
    }
  }

  static final class ParentOfWaiting {
    public static void main(String[] arguments) throws Exception {
      System.out.println(start(Waiting.class).pid() + " ");
      Thread.currentThread().join();
    }
  }

  static final class Deleting {
    public static void main(String[] arguments) throws Exception {
      ChildJvm.endWithParent(() -> Files.delete(Path.of(arguments[0])));
      System.out.println("started");
      Thread.currentThread().join();
    }
  }

  static final class ParentOfDeleting {
    public static void main(String[] arguments) throws Exception {
      ChildJvm child = start(Deleting.class, arguments);
      while (!child.output().contains("started")) {
        child.waitFor(Duration.ofMillis(20));
      }
      System.out.println("started");
      Thread.currentThread().join();
    }
  }
}
