package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.runner.TestResult.Status;

/** What a JVM of the tests did not come to runs in another one. */
class SeveralJvmsTest {
  @TempDir Path folder;

  @Test
  void an_exit_costs_no_other_test_however_many_exit() throws Exception {
    TestRun run = completed(12, "System.exit(%d);");
    assertThat(run.results())
        .extracting(TestResult::status)
        .containsExactlyElementsOf(
            Stream.concat(
                    Collections.nCopies(12, Status.CUT_OFF).stream(), Stream.of(Status.PASSED))
                .toList());
  }

  @Test
  void a_run_ends_after_ten_tests_whose_threads_work_on_and_says_so() throws Exception {
    TestRun run =
        completed(
            11,
            """
                try {
                  new java.util.concurrent.CountDownLatch(%d).await();
                } catch (InterruptedException e) {
                  while (true) {}
                }
                """);
    assertThat(run.results())
        .extracting(TestResult::status)
        .containsExactlyElementsOf(
            Stream.concat(
                    Collections.nCopies(10, Status.FAILED).stream(),
                    Stream.of(Status.NOT_RUN, Status.NOT_RUN))
                .toList());
    assertThat(run.ending())
        .hasValue("ended early ten times, because a thread worked on after an interrupt");
  }

  /** Runs test methods whose body is formatted with their number, and one more that passes. */
  private TestRun completed(int count, String body) throws IOException, InterruptedException {
    StringBuilder methods = new StringBuilder("@Test @Order(100) void passes() {}\n");
    for (int i = 1; i <= count; i++) {
      methods.append("@Test @Order(%d) void test%d() throws Exception {\n".formatted(i, i));
      methods.append(body.formatted(i)).append("}\n");
    }
    return GivenTests.compile(folder, methods.toString()).completed();
  }
}
