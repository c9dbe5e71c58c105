package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.testkit.Failure;
import sharing.testkit.Failure.Kind;
import sharing.testkit.Failure.Place;
import sharing.testkit.Replay;

class TestCallsTest {
  private static final String TEST =
      """
      package small;
      class FlagTest {
        void a_flag_is_raised() {
          Flag flag = Flag.create("one");
          flag.raise();
          assertThat(flag.isRaised()).isTrue();
          flag.close();
        }
        void a_helper_calls() {
          raiseTwice(new Flag());
        }
        void a_scenario_calls() {
          Interleaver.assertHolds(Two.class);
        }
        void a_reference_calls() {
          assertThatThrownBy(flag::isRaised);
        }
        private void raiseTwice(Flag flag) {
          flag.raise();
          flag.raise();
        }
        static class Two implements Scenario {
          public void worker1() {
            new Flag().lower();
          }
        }
      }
      """;
  private static final String FLAG =
      """
      package small;
      /** Step 1. A flag. */
      class Flag {
        static Flag create(String name) {
          return new Flag();
        }
        void raise() {}
        void lower() {}
        boolean isRaised() {
          return true;
        }
        void close() {}
      }
      """;

  @TempDir private Path folder;

  private List<String> calls(String test, Place... stack) throws IOException {
    Path file = folder.resolve("FlagTest.java");
    Files.writeString(file, TEST);
    return TestCalls.of(file, test, List.of(stack));
  }

  private List<String> mostLikely(String test, List<String> called, String told)
      throws IOException {
    Files.writeString(folder.resolve("Flag.java"), FLAG);
    Failure failure = new Failure(Kind.CHECK, "true", told, "", Replay.NONE, "", List.of());
    TestResult result =
        new TestResult(1, "", "FlagTest", test, "", TestResult.Status.FAILED, failure, "", 0);
    return new StepMethods(folder, 1)
        .mostLikely(result, called).stream().map(StepMethods.Method::name).toList();
  }

  @Test
  void the_calls_of_a_test_are_in_the_order_of_its_source() throws IOException {
    assertThat(calls("a_flag_is_raised"))
        .containsSubsequence("create", "raise", "isRaised", "assertThat", "isTrue", "close");
  }

  @Test
  void what_a_test_calls_after_the_line_that_failed_does_not_count() throws IOException {
    assertThat(calls("a_flag_is_raised", new Place("small.FlagTest", "FlagTest.java", 6)))
        .contains("isRaised")
        .doesNotContain("close");
  }

  @Test
  void a_helper_and_a_scenario_belong_to_the_test_that_uses_them() throws IOException {
    assertThat(calls("a_helper_calls")).contains("raise").doesNotContain("lower");
    assertThat(calls("a_scenario_calls")).contains("lower").doesNotContain("raise");
    assertThat(calls("a_reference_calls")).contains("isRaised");
  }

  @Test
  void a_failure_is_about_the_methods_that_the_test_calls() throws IOException {
    String test = "a_flag_is_raised";
    assertThat(mostLikely(test, List.of("create", "raise", "isRaised"), "false"))
        .containsExactly("raise", "isRaised");
    assertThat(mostLikely(test, List.of("create"), "false")).containsExactly("create");
    assertThat(mostLikely(test, List.of(), "false")).containsExactly("create");
  }

  @Test
  void a_method_that_the_failure_names_with_arguments_comes_first() throws IOException {
    assertThat(mostLikely("a_flag_is_raised", List.of("raise"), "create(\"one\") throws"))
        .containsExactly("create");
  }

  @Test
  void of_many_methods_the_last_three_are_named() throws IOException {
    assertThat(
            mostLikely("a_flag_is_raised", List.of("raise", "lower", "isRaised", "close"), "false"))
        .containsExactly("lower", "isRaised", "close");
  }
}
