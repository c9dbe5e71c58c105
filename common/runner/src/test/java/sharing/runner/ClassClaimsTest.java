package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.runner.TestResult.Status;

/** Two JVMs share the classes of a run: each test runs in one of them, once, whatever happens. */
class ClassClaimsTest {
  /** So that no JVM has run all classes before the other one comes. */
  private static final String WAITS_FOR_BOTH =
      """
      @Test void a_waits() throws Exception {
        Path both = Path.of("%s");
        Files.createFile(both.resolve(ProcessHandle.current().pid() + ""));
        while (both.toFile().list().length < 2) { Thread.sleep(10); } // Until the other one is here.
        System.out.println("of " + getClass().getSimpleName());
      }
      """;

  @TempDir Path folder;

  @Test
  void each_test_runs_once_in_one_of_two_jvms() throws Exception {
    given("One", WAITS_FOR_BOTH.formatted(both()));
    given("Two", WAITS_FOR_BOTH.formatted(both()));
    given("Three", "@Nested class Inner { @Test void passes() {} @Test void fails() { fail(); } }");
    TestRun run = run();
    assertThat(statuses(run))
        .isEqualTo(
            Map.of(
                "OneTest.a_waits", Status.PASSED,
                "TwoTest.a_waits", Status.PASSED,
                "ThreeTest$Inner.passes", Status.PASSED,
                "ThreeTest$Inner.fails", Status.FAILED));
    assertThat(both().toFile().list()).as("the JVMs that ran a test").hasSize(2);
    assertThat(run.printed().get()).content().contains("of OneTest\n", "of TwoTest\n");
  }

  @Test
  void the_end_of_one_jvm_costs_no_test_of_another_class_nor_the_rest_of_its_own()
      throws Exception {
    String exits = "@Test void b_exits() { System.exit(0); } @Test void c_passes() {}";
    given("One", WAITS_FOR_BOTH.formatted(both()) + exits);
    given("Three", WAITS_FOR_BOTH.formatted(both()) + "@Test void b_passes() {}");
    given("Two", "@Test void a_passes() {}");
    TestRun run = run();
    assertThat(statuses(run))
        .isEqualTo(
            Map.of(
                "OneTest.a_waits", Status.PASSED,
                "OneTest.b_exits", Status.CUT_OFF,
                "OneTest.c_passes", Status.PASSED,
                "ThreeTest.a_waits", Status.PASSED,
                "ThreeTest.b_passes", Status.PASSED,
                "TwoTest.a_passes", Status.PASSED));
    assertThat(run.ending()).get().asString().contains("ended with exit code 0");
  }

  private Path both() throws IOException {
    return Files.createDirectories(folder.resolve("both"));
  }

  private void given(String name, String methods) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("src/given"));
    Files.writeString(
        sources.resolve(name + "Test.java"),
        """
        package given;
        import static org.assertj.core.api.Assertions.fail;
        import java.nio.file.*;
        import org.junit.jupiter.api.*;
        @TestMethodOrder(MethodOrderer.MethodName.class) class %sTest {
        %s
        }
        """
            .formatted(name, methods));
  }

  private TestRun run() throws IOException, InterruptedException {
    String classPath = System.getProperty("java.class.path");
    Path classes =
        Variant.compile("given", folder.resolve("src/given"), classPath, folder).classes();
    return TestRun.of(
        ClassPath.jarsFirst(classes + File.pathSeparator + classPath),
        classes,
        RunOptions.NONE,
        folder.resolve("work"),
        TimeBudget.WHOLE,
        /* isShared= */ true);
  }

  private static Map<String, Status> statuses(TestRun run) {
    return run.results().stream().collect(Collectors.toMap(TestResult::name, TestResult::status));
  }
}
