package sharing.runner.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sharing.runner.Step;
import sharing.runner.TestResult;
import sharing.runner.TestResult.Status;
import sharing.runner.TestRun;
import sharing.runner.check.VariantFile.Rejection;
import sharing.testkit.Failure;

class VariantVerdictTest {
  private static final Rejection NAMED = new Rejection("SumTest.adds_up", "Expected: 3 Seen: 4");

  @Test
  void a_mistake_is_rejected_by_the_test_and_the_message_that_it_names() {
    TestRun run = run(failed("[sum]\nexpected: 3\n but was: 4"));
    assertThat(VariantVerdict.ofMistake(run, NAMED))
        .isEqualTo(new VariantVerdict("rejected", "adds_up", Optional.empty()));
  }

  @Test
  void a_mistake_whose_message_is_in_the_words_of_the_assertion_library_is_a_fault() {
    Rejection named = new Rejection("SumTest.adds_up", "sum");
    String unknown = "[sum]\nExpecting the sum of:\n  3\nbut was:\n  4\n";
    assertThat(fault(VariantVerdict.ofMistake(run(failed(unknown)), named)))
        .contains("SumTest.adds_up speaks as its assertion library does");
  }

  @Test
  void a_mistake_with_another_message_is_a_fault_that_names_both() {
    assertThat(fault(VariantVerdict.ofMistake(run(failed("a hang")), NAMED)))
        .contains("SumTest.adds_up", "Expected: 3 Seen: 4", "a hang");
  }

  @Test
  void a_mistake_that_is_accepted_is_a_fault() {
    assertThat(fault(VariantVerdict.ofMistake(run(result(Status.PASSED, null)), NAMED)))
        .isEqualTo("a mistake, but no test rejects it");
  }

  @Test
  void a_mistake_that_another_test_rejects_first_is_a_fault_that_says_what_the_student_sees() {
    TestRun run =
        run(other(Failure.of(new AssertionError("a hang"))), failed("[sum]\nexpected: 3"));
    assertThat(fault(VariantVerdict.ofMistake(run, NAMED)))
        .startsWith("SumTest.adds_up is not the first to fail, but SumTest.takes_off: ")
        .contains("a hang");
  }

  @Test
  void a_mistake_may_be_noticed_by_chance_by_a_test_that_its_page_names_too() {
    TestRun run = run(other(Failure.of(new AssertionError("a hang"))), failed("[sum]"));
    Rejection named = new Rejection("SumTest.adds_up", "Expected: 3", "SumTest.takes_off");
    assertThat(VariantVerdict.ofMistake(run, named))
        .isEqualTo(new VariantVerdict("rejected", "takes_off", Optional.empty()));
  }

  @Test
  void a_mistake_rejected_in_one_case_of_its_test_is_rejected_though_the_run_ends_there() {
    Failure failure = Failure.of(new AssertionError("[sum]\nexpected: 3\n but was: 4"));
    assertThat(VariantVerdict.ofMistake(run(result(Status.CUT_OFF, failure)), NAMED).verdict())
        .isEqualTo("rejected");
  }

  @Test
  void a_mistake_that_is_cut_off_is_a_fault() {
    assertThat(fault(VariantVerdict.ofMistake(run(result(Status.CUT_OFF, null)), NAMED)))
        .contains("SumTest.adds_up did not end");
  }

  @Test
  void a_mistake_whose_test_does_not_exist_is_a_fault() {
    assertThat(fault(VariantVerdict.ofMistake(run(), NAMED))).contains("no test SumTest.adds_up");
  }

  @Test
  void a_right_answer_that_is_refused_is_a_fault_that_names_test_and_message() {
    assertThat(fault(VariantVerdict.ofRightAnswer(run(failed("expected: 3")))))
        .contains("SumTest.adds_up", "expected: 3");
    assertThat(VariantVerdict.ofRightAnswer(run(result(Status.PASSED, null))).fault()).isEmpty();
    assertThat(VariantVerdict.ofRightAnswer(run()).fault()).isPresent();
  }

  @Test
  void a_mutant_is_noticed_or_survives_and_neither_is_a_fault() {
    assertThat(VariantVerdict.ofMutant(run(failed("expected: 3"))))
        .isEqualTo(new VariantVerdict("noticed", "adds_up", Optional.empty()));
    assertThat(VariantVerdict.ofMutant(run(result(Status.CUT_OFF, null))).verdict())
        .isEqualTo("noticed");
    assertThat(VariantVerdict.ofMutant(run(result(Status.PASSED, null))))
        .isEqualTo(new VariantVerdict("SURVIVED", "", Optional.empty()));
    assertThat(fault(VariantVerdict.ofMutant(run()))).isEqualTo("no test ran");
  }

  @Test
  void a_skeleton_is_red_with_the_todo_of_its_step_and_nothing_else() {
    assertThat(VariantVerdict.ofSkeleton(run(failed("TODO step 1: add up"))).fault()).isEmpty();
    assertThat(fault(VariantVerdict.ofSkeleton(run(failed("TODO step 2: divide")))))
        .contains("SumTest.adds_up does not fail with the TODO of its step");
    assertThat(fault(VariantVerdict.ofSkeleton(run(result(Status.PASSED, null)))))
        .contains("PASSED");
    assertThat(fault(VariantVerdict.ofSkeleton(run()))).isEqualTo("no test ran");
  }

  @Test
  void a_test_of_a_lesson_must_belong_to_a_step() {
    TestResult own =
        new TestResult(Step.OWN, "", "SumTest", "adds_up", "", Status.PASSED, null, "", 0);
    assertThat(fault(VariantVerdict.ofSkeleton(run(own))))
        .isEqualTo(
            "SumTest.adds_up belongs to no step: its class needs @Order, and the method @Rule");
  }

  @Test
  void a_fault_in_one_of_several_runs_says_in_which() {
    VariantVerdict verdict = VariantVerdict.ofRightAnswer(run(failed("expected: 3")));
    assertThat(fault(verdict.inRun(7, 20))).startsWith("in run 7 of 20, ");
    assertThat(verdict.inRun(1, 1)).isEqualTo(verdict);
  }

  private static String fault(VariantVerdict verdict) {
    return verdict.fault().orElse("");
  }

  private static TestRun run(TestResult... results) {
    return new TestRun(List.of(results), Optional.empty(), "", Optional.empty(), 0);
  }

  private static TestResult failed(String message) {
    return result(Status.FAILED, Failure.of(new AssertionError(message)));
  }

  private static TestResult other(Failure failure) {
    return new TestResult(1, "Sums", "SumTest", "takes_off", "", Status.FAILED, failure, "", 0);
  }

  private static TestResult result(Status status, Failure failure) {
    return new TestResult(1, "Sums", "SumTest", "adds_up", "", status, failure, "", 0);
  }
}
