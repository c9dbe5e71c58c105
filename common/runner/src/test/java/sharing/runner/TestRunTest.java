package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.runner.TestResult.Status;
import sharing.testkit.Failure;

/** Whatever the tested code does, the run ends and its results stand. */
class TestRunTest {
  @TempDir Path folder;

  @Test
  void each_method_counts_once_with_its_step_and_its_rule() throws Exception {
    TestRun run =
        run(
            """
            @Test @Rule("one is one") void passes() {}
            @ParameterizedTest @ValueSource(ints = {1, 2, 3})
            void fails_for_two(int n) { assertThat(n).as("n").isNotEqualTo(2); }
            """);
    assertThat(run.ending()).isEmpty();
    assertThat(run.passed()).isFalse();
    assertThat(statuses(run))
        .isEqualTo(Map.of("passes", Status.PASSED, "fails_for_two", Status.FAILED));
    TestResult passes = named(run, "passes");
    assertThat(passes.rule()).isEqualTo("one is one");
    assertThat(passes.step()).isEqualTo(2);
    assertThat(passes.title()).isEqualTo("A step");
    assertThat(passes.name()).isEqualTo("GivenTest.passes");
    assertThat(passes.isOwn()).isFalse();
    assertThat(named(run, "fails_for_two").isOwn()).isTrue();
    assertThat(named(run, "fails_for_two").failure().how()).startsWith("Case [2] 2\n");
  }

  @Test
  void a_run_whose_tests_all_pass_has_passed() throws Exception {
    assertThat(run("@Test void passes() {}").passed()).isTrue();
  }

  @Test
  void no_setting_of_the_machine_changes_what_a_format_writes() throws Exception {
    TestRun run =
        run(
            """
            @Test void passes() {
              assertThat(java.util.Locale.getDefault()).isEqualTo(java.util.Locale.US);
            }
            """);
    assertThat(run.passed()).isTrue();
  }

  @Test
  void a_failure_beside_a_server_names_it() throws Exception {
    TestRun run =
        run(
            """
            @Test void fails() throws Exception {
              sharing.testkit.redis.RedisServer.shared();
              assertThat(1).as("one").isEqualTo(2);
            }
            """);
    assertThat(named(run, "fails").failure().how())
        .matches("(?s).*The server: (Redis|Valkey) \\d+\\.\\S+, from (embedded-redis|the PATH)");
  }

  @Test
  void a_run_without_a_test_has_not_passed() throws Exception {
    assertThat(run("").passed()).isFalse();
  }

  @Test
  void an_exit_cuts_off_its_test_and_no_result_before_it_is_lost() throws Exception {
    for (String exit : new String[] {"System.exit(0)", "Runtime.getRuntime().halt(3)"}) {
      TestRun run =
          run(
              """
              @Test @Order(1) void a_passes() {}
              @Test @Order(2) void b_exits() { %s; }
              @Test @Order(3) void c_never_runs() {}
              """
                  .formatted(exit));
      assertThat(run.passed()).isFalse();
      assertThat(run.ending()).get().asString().contains("ended with exit code");
      assertThat(statuses(run))
          .isEqualTo(
              Map.of(
                  "a_passes", Status.PASSED,
                  "b_exits", Status.CUT_OFF,
                  "c_never_runs", Status.NOT_RUN));
    }
  }

  @Test
  void a_hang_is_one_failure_and_the_next_test_still_runs() throws Exception {
    TestRun run =
        run(
            """
            @Test @Order(1) void a_hangs() throws Exception {
              new java.util.concurrent.CountDownLatch(1).await();
            }
            @Test @Order(2) void b_passes() {}
            """);
    assertThat(statuses(run))
        .isEqualTo(Map.of("a_hangs", Status.FAILED, "b_passes", Status.PASSED));
    assertThat(named(run, "a_hangs").failure().how()).contains("caller is waiting");
  }

  @Test
  void a_thread_that_never_ends_does_not_hold_the_run() throws Exception {
    TestRun run = run("@Test void passes() { new Thread(() -> { while (true) {} }).start(); }");
    assertThat(run.passed()).isTrue();
  }

  @Test
  void a_flood_of_output_is_cut_and_the_results_stand() throws Exception {
    TestRun run =
        run(
            """
            @Test void floods() {
              String line = "x".repeat(9999);
              for (int i = 0; i < 10_000; i++) System.out.println(line);
              System.out.println("the end");
            }
            """);
    assertThat(run.passed()).isTrue();
    assertThat(run.output()).hasSizeLessThan(200_000).endsWith("the end" + System.lineSeparator());
  }

  @Test
  void what_a_test_throws_is_kept_with_the_cause_first() throws Exception {
    TestRun run =
        run(
            "@Test void throwsIt() { throw new RuntimeException(\"a\\tb\\nc\\\\d\", new Error()); }");
    Failure failure = named(run, "throwsIt").failure();
    assertThat(failure.kind()).isEqualTo(Failure.Kind.EXCEPTION);
    assertThat(failure.seen())
        .isEqualTo("java.lang.RuntimeException: a\tb\nc\\d\nCaused by: java.lang.Error");
    assertThat(failure.stack().get(0).file()).isEqualTo("GivenTest.java");
  }

  @Test
  void a_child_of_a_test_can_use_the_archive_of_the_libraries() throws Exception {
    TestRun run =
        run(
            """
            static class Child {
              public static void main(String[] arguments) { System.exit(7); }
            }
            @Test void passes() throws Exception {
              var options = java.util.List.of(
                  "-Xshare:on", // It does not start if it cannot use it.
                  "-XX:SharedArchiveFile=" + System.getProperty(sharing.common.ChildJvm.ARCHIVE));
              try (var child = sharing.common.ChildJvm.start(
                  System.getProperty("java.class.path"), options, Child.class)) {
                child.waitFor(java.time.Duration.ofSeconds(60));
                assertThat(child.exitCode()).as(child.lastWords()).isEqualTo(7);
              }
            }
            """);
    assertThat(run.results().get(0).failure()).isNull();
    assertThat(run.passed()).isTrue();
  }

  @Test
  void each_of_several_runs_begins_with_new_classes() throws Exception {
    List<TestRun> runs =
        run(
            """
            static int calls;
            @Test void is_the_first() {
              assertThat(calls++).isZero();
              assertThat(System.setProperty("calls", "1")).as("same JVM").isNull();
            }
            """,
            3);
    assertThat(runs).extracting(TestRun::passed).containsExactly(true, false, false);
    assertThat(runs)
        .extracting(
            run -> run.passed() || named(run, "is_the_first").failure().how().contains("same JVM"))
        .containsOnly(true);
  }

  @Test
  void a_run_that_leaves_a_thread_or_ends_its_JVM_is_followed_by_one_in_another() throws Exception {
    for (String last :
        new String[] {"new Thread(() -> { while (true) {} }).start()", "System.exit(7)"}) {
      List<TestRun> runs =
          run(
              """
              @Test void is_alone() {
                assertThat(System.setProperty("seen", "1")).isNull();
                %s;
              }
              """
                  .formatted(last),
              3);
      assertThat(runs).hasSize(3);
      boolean exits = last.contains("exit");
      assertThat(runs)
          .extracting(run -> statuses(run).get("is_alone"))
          .containsOnly(exits ? Status.CUT_OFF : Status.PASSED);
      assertThat(runs).extracting(run -> run.ending().isPresent()).containsOnly(exits);
    }
  }

  @Test
  void a_loop_that_ends_late_costs_the_next_run_nothing() throws Exception {
    List<TestRun> runs =
        run(
            """
            @Test @sharing.testkit.threads.ProcessorTime(seconds = 1) void loops() throws Exception {
              while (!Thread.interrupted()) {}
              Thread.sleep(100); // It is alive when the hang is reported, and not after the run.
            }
            """,
            2);
    assertThat(runs)
        .extracting(run -> named(run, "loops").failure().how())
        .allMatch(message -> message.contains("One thread was busy for 1 s and did not end"));
  }

  @Test
  void only_the_tests_that_are_named_run() throws Exception {
    String methods = "@Test void a() {} @Test void b() {} @Test void c() {}";
    assertThat(statuses(run(methods, 1, "GivenTest.a", "GivenTest.c").get(0)))
        .containsOnlyKeys("a", "c");
    assertThat(statuses(run(methods, 1, "GivenTest").get(0))).containsOnlyKeys("a", "b", "c");
    assertThat(statuses(run(methods, 1, "Given", "GivenTest.d").get(0))).isEmpty();
  }

  @Test
  void a_run_may_end_with_the_first_test_that_fails() throws Exception {
    String methods =
        """
        @Test @Order(1) void a_passes() {}
        @Test @Order(2) void b_fails() { assertThat(1).isEqualTo(2); }
        @Test @Order(3) void c_never_runs() {}
        """;
    TestRun run = repeat(methods, 1, List.of(TestJvmMain.END_AT_RED)).get(0);
    assertThat(statuses(run))
        .isEqualTo(
            Map.of(
                "a_passes", Status.PASSED,
                "b_fails", Status.FAILED,
                "c_never_runs", Status.NOT_RUN));
  }

  @Test
  void temporary_files_of_a_run_are_gone_when_it_has_ended_even_if_it_was_killed()
      throws Exception {
    TestRun run =
        run(
            """
            @Test void leaves_a_file() throws Exception {
              System.out.println(java.nio.file.Files.createTempFile("left", ""));
              Runtime.getRuntime().halt(3);
            }
            """);
    Path left = Path.of(run.output().strip());
    assertThat(left.getFileName().toString()).startsWith("left");
    assertThat(left).doesNotExist();
    assertThat(left.getParent()).doesNotExist();
  }

  private TestRun run(String methods) throws IOException, InterruptedException {
    return run(methods, 1).get(0);
  }

  private List<TestRun> run(String methods, int times, String... only)
      throws IOException, InterruptedException {
    return repeat(methods, times, List.of(), only);
  }

  private List<TestRun> repeat(String methods, int times, List<String> options, String... only)
      throws IOException, InterruptedException {
    return GivenTests.compile(folder, methods).repeat(times, options, only);
  }

  @Test
  void what_a_test_prints_is_kept_for_it_and_in_a_file() throws Exception {
    TestRun run =
        run(
            """
            @Test void a_passes() { System.out.println("of the first"); }
            @Test void b_fails() {
              System.out.println("to out");
              System.err.println("to err");
              java.util.logging.Logger.getLogger("x").warning("to the log");
              throw new Error();
            }
            """);
    assertThat(named(run, "b_fails").printed())
        .contains("to out\n", "to err\n", "to the log")
        .doesNotContain("of the first");
    assertThat(run.printed()).isPresent();
    assertThat(run.printed().get()).content().contains("of the first\n", "to out\n");
  }

  @Test
  void what_a_child_of_a_test_prints_is_kept_too() throws Exception {
    TestRun run =
        run(
            """
            public static void main(String[] arguments) { System.out.println("from the child"); }
            @Test void starts_one() throws Exception {
              try (var child = sharing.common.ChildJvm.start(GivenTest.class)) {
                child.waitFor(java.time.Duration.ofSeconds(60));
                child.lastWords();
              }
              throw new Error();
            }
            """);
    assertThat(named(run, "starts_one").printed()).contains("from the child");
  }

  @Test
  void printing_without_end_fills_no_file() throws Exception {
    TestRun run =
        run(
            """
            @Test void floods() {
              for (int i = 0; i < 100_000; i++) System.out.println("a line of fifty characters ".repeat(2));
              System.out.println("the last line");
              throw new Error();
            }
            """);
    assertThat(Files.size(run.printed().orElseThrow())).isLessThan(1_001_000);
    assertThat(named(run, "floods").printed()).hasSizeLessThan(4_001).endsWith("the last line\n");
  }

  @Test
  void a_file_for_each_test_class_is_left_where_ides_look() throws Exception {
    TestRun run = run("@Test void passes() {} @Test void fails() { throw new Error(\"a < b\"); }");
    Path reports = folder.resolve("surefire-reports");
    Files.createDirectories(reports);
    Files.createFile(reports.resolve("TEST-OldTest.xml"));

    run.writeXml(reports);

    assertThat(reports).isDirectoryContaining("glob:**/TEST-GivenTest.xml");
    assertThat(reports).isDirectoryNotContaining("glob:**/TEST-OldTest.xml");
    var xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(reports.resolve("TEST-GivenTest.xml").toFile());
    assertThat(xml.getDocumentElement().getAttribute("tests")).isEqualTo("2");
    assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(xml.getElementsByTagName("failure").item(0).getTextContent()).contains("a < b");
  }

  private static Map<String, Status> statuses(TestRun run) {
    return run.results().stream().collect(Collectors.toMap(TestResult::method, TestResult::status));
  }

  private static TestResult named(TestRun run, String method) {
    return run.results().stream().filter(r -> r.method().equals(method)).findFirst().orElseThrow();
  }
}
