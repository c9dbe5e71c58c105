package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.runner.grading.ClassResult.Finding;
import sharing.runner.grading.ClassResult.MistakePage;
import sharing.runner.grading.ClassResult.StudentResult;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/** What a class got wrong has the name of the page that describes it. */
class FindingsTest {
  private static final String LOST = "Expected: 2\nSeen: 1\nThread 1 was paused.";

  @TempDir Path root;

  @Test
  void the_page_that_names_the_test_and_the_message_gives_its_title() throws Exception {
    page("no-lock", "Takes no lock", "CountTest.counts", "Seen: 1");
    page("elsewhere", "Counts elsewhere", "CountTest.counts", "Seen: 3");
    page("other-test", "Does not count", "CountTest.begins_at_0", "Seen: 1");

    List<Finding> findings =
        findings(
            student("ada", failed("CountTest.counts", LOST)),
            student("bea", passed("CountTest.counts")),
            student("cyd", failed("CountTest.counts", "Expected: 2\nSeen: 7\n")),
            student("dan", failed("CountTest.counts", LOST)));

    assertThat(findings).extracting(Finding::what).containsExactly("Takes no lock", "counts");
    assertThat(findings.get(0).page()).isEqualTo("solutions/09-small/mistakes/no-lock.md");
    assertThat(findings.get(0).students()).containsExactly("ada", "dan");
    assertThat(findings.get(1).page()).isEmpty();
    assertThat(findings.get(1).pages()).isEmpty();
    assertThat(findings.get(1).message()).isEqualTo("Expected: 2\nSeen: 7");
  }

  @Test
  void a_page_may_name_the_end_of_the_events_and_the_beginning_of_the_outcome() throws Exception {
    page(
        "root", "Returns another root", "CountTest.counts", "The call sqrt(2) Expected: 1 Seen: 2");

    assertThat(
            findings(
                student(
                    "ada", failed("CountTest.counts", "Expected: 1\nSeen: 2\nThe call sqrt(2)"))))
        .extracting(Finding::what)
        .containsExactly("Returns another root");
  }

  @Test
  void of_several_pages_that_fit_each_has_its_title_and_its_path() throws Exception {
    page("no-lock", "Takes no lock", "CountTest.counts", "Seen: 1");
    page("two-locks", "Takes two locks", "CountTest.counts", "Expected: 2");

    Finding finding = findings(student("ada", failed("CountTest.counts", LOST))).get(0);

    assertThat(finding.what()).isEqualTo("Takes no lock, or: Takes two locks");
    assertThat(finding.page()).isEqualTo("solutions/09-small/mistakes/no-lock.md");
    assertThat(finding.pages())
        .containsExactly(
            new MistakePage("Takes no lock", "solutions/09-small/mistakes/no-lock.md"),
            new MistakePage("Takes two locks", "solutions/09-small/mistakes/two-locks.md"));
  }

  @Test
  void of_each_step_the_first_test_that_failed_counts() throws Exception {
    assertThat(
            findings(
                student(
                    "ada",
                    passed("CountTest.begins_at_0"),
                    failed("CountTest.counts", LOST),
                    failed("CountTest.ends", LOST))))
        .extracting(Finding::test)
        .containsExactly("CountTest.counts");
  }

  @Test
  void what_is_not_written_yet_and_what_did_not_run_is_no_mistake() throws Exception {
    String open = "Seen: it is not written yet.\nIt threw \"TODO step 1: count\".";
    TestGrade notRun = new TestGrade("CountTest.counts", TestGrade.NOT_RUN, 0, 10, "it did not", 0);

    assertThat(findings(student("ada", failed("CountTest.counts", open)), student("bea", notRun)))
        .extracting(Finding::what)
        .containsExactly(Findings.NOT_WRITTEN);
  }

  @Test
  void what_is_not_written_yet_comes_last_however_frequent_it_is() throws Exception {
    String open = "Seen: it is not written yet.\nIt threw \"TODO step 1: count\".";

    assertThat(
            findings(
                student("ada", failed("CountTest.counts", open)),
                student("bea", failed("CountTest.counts", open)),
                student("cyd", failed("CountTest.counts", LOST))))
        .extracting(Finding::students)
        .containsExactly(List.of("cyd"), List.of("ada", "bea"));
  }

  private List<Finding> findings(StudentResult... students) throws IOException {
    return Findings.of(List.of(students), root);
  }

  private void page(String name, String title, String test, String message) throws IOException {
    Path folder = Files.createDirectories(root.resolve("solutions/09-small/mistakes"));
    Files.writeString(
        folder.resolve(name + ".md"),
        """
        # %s

        - Rejected by: `%s`
        - Message: `%s`

        In `Counter.java`, instead of

        ```java
        a
        ```

        the student writes nothing.
        """
            .formatted(title, test, message));
  }

  private static TestGrade passed(String test) {
    return new TestGrade(test, TestGrade.PASSED, 10, 10, "", 1);
  }

  private static TestGrade failed(String test, String message) {
    return new TestGrade(test, TestGrade.FAILED, 0, 10, message, 1);
  }

  private static StudentResult student(String name, TestGrade... tests) {
    StepResult step = new StepResult(1, "A counter", 0, 10, List.of(tests));
    LessonResult lesson = new LessonResult(1, "09-small", 0, 10, List.of(), "", 1, List.of(step));
    return new StudentResult(name, 0, 10, List.of(lesson));
  }
}
