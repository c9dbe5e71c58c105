package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.runner.SmallLesson;
import sharing.runner.grading.LessonResult.TestGrade;
import sharing.testkit.threads.WatchedCall;

/** A class is graded as each of its submissions alone, and nothing is done twice. */
class ClassGradingTest {
  private static final String COUNT = "count++;";
  private static final String STEP_3 = "all[i] = new Thread(this::increment, \"worker-\" + i);";

  @TempDir Path course;
  @TempDir Path submissions;
  private SmallLesson small;
  private Path results;

  @BeforeEach
  void aLesson() throws IOException {
    small = new SmallLesson(course);
    results = small.lesson().dir().resolve("target/class");
  }

  @Test
  void each_has_the_verdict_that_it_has_alone() throws Exception {
    submit("ada");
    submit("bea", COUNT, "count += 1;");
    submit("cyd", "synchronized void", "void");
    submit("dan", COUNT, COUNT + " oops");
    submit("eve", STEP_3, "System.exit(0);");
    submit("fay", STEP_3, "Runtime.getRuntime().halt(7);");
    submit("gus", STEP_3, STEP_3 + " new Thread(() -> { while (true) {} }).start();");
    submit("hal", STEP_3, "while (count >= 0) {}");
    submit("ida", COUNT, "count = count + 1;");
    Files.createDirectories(submissions.resolve("jon"));

    assertThat(WatchedCall.bounded(() -> grade(false)))
        .containsPattern("09-small: [1-9] of 10 done, about .* left\n")
        .contains("09-small: 10 submissions done: 9 graded, 1 without an answer (");

    Map<String, LessonResult> alone = new TreeMap<>();
    Map<String, LessonResult> together = new TreeMap<>();
    for (Path submission : ClassGrading.submissions(submissions)) {
      String name = submission.getFileName().toString();
      together.put(name, result(name));
    }
    for (String name : together.keySet()) {
      alone.put(name, WatchedCall.bounded(() -> small.grade(submissions.resolve(name))));
    }
    assertThat(verdicts(together)).isEqualTo(verdicts(alone));
    assertThat(points(together)).isEqualTo(points(alone));
    assertThat(points(together))
        .containsEntry("ada", 40.0)
        .containsEntry("bea", 40.0)
        .containsEntry("cyd", 30.0)
        .containsEntry("dan", 0.0)
        .containsEntry("ida", 40.0)
        .containsEntry("jon", 0.0);
    assertThat(together.values()).extracting(LessonResult::max).containsOnly(40.0);
  }

  @Test
  void a_race_is_explained_as_it_is_alone() throws Exception {
    submit("cyd", "synchronized void", "void");
    WatchedCall.bounded(() -> grade(false));
    LessonResult alone = WatchedCall.bounded(() -> small.grade(submissions.resolve("cyd")));

    assertThat(result("cyd").tests())
        .extracting(TestGrade::message)
        .isEqualTo(alone.tests().stream().map(TestGrade::message).toList());
    assertThat(result("cyd").tests())
        .extracting(TestGrade::message)
        .anyMatch(
            message -> message.contains("Counter.java:14, before it writes count: `count++;`"));
  }

  @Test
  void each_folder_is_a_submission_and_files_are_named() throws Exception {
    submit("ada");
    submit("__MACOSX");
    submit(".git");
    Files.createFile(submissions.resolve("bea.zip"));
    Files.createFile(submissions.resolve(".DS_Store"));

    assertThat(grade(false))
        .contains("09-small: only folders are graded, so these files are not: bea.zip\n")
        .contains("09-small: 1 submission done: 1 graded (");
  }

  @Test
  void one_checkout_is_no_class() throws Exception {
    submit("ada");

    assertThatThrownBy(() -> ClassGrading.submissions(submissions.resolve("ada")))
        .hasMessageStartingWith("-Dsubmissions: " + submissions.resolve("ada"))
        .hasMessageEndingWith(" is one checkout; -Dsubmission grades it");
  }

  @Test
  void what_did_not_change_is_not_graded_again_unless_it_is_asked_for() throws Exception {
    submit("ada");
    submit("bea", COUNT, "count += 1;");
    assertThat(grade(false)).contains("2 submissions done: 2 graded (");
    String before = Files.readString(results.resolve("ada/result.json"));

    assertThat(grade(false)).contains("2 submissions done: 2 unchanged (");
    assertThat(results.resolve("ada/result.json")).hasContent(before);

    submit("ada", COUNT, "count--;");
    assertThat(grade(false)).contains("2 submissions done: 1 graded, 1 unchanged (");
    assertThat(result("ada").score()).isZero();

    assertThat(grade(true)).contains("2 submissions done: 2 graded (");
  }

  @Test
  void what_was_not_finished_is_graded_by_the_next_run() throws Exception {
    submit("ada");
    submit("bea", COUNT, "count += 1;");
    grade(false);
    Files.delete(results.resolve("bea/stamp"));
    Files.writeString(results.resolve("bea/result.json"), "{");

    assertThat(grade(false)).contains("2 submissions done: 1 graded, 1 unchanged (");
    assertThat(result("bea").score()).isEqualTo(40);
  }

  @Test
  void equal_answers_are_judged_once() throws Exception {
    submit("ada");
    submit("bea");

    assertThat(grade(false))
        .contains("2 submissions done: 1 graded, 1 with the same files as another (");
    assertThat(result("bea")).isEqualTo(result("ada"));
    assertThat(grade(false)).contains("2 submissions done: 2 unchanged (");
  }

  private void submit(String student, String... edits) throws IOException {
    small.answer(Files.createDirectories(submissions.resolve(student)), edits);
  }

  private String grade(boolean again) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      Files.createDirectories(results);
      new ClassGrading(small.lesson(), small.classPath(), Weights.equal(), results, again, out)
          .grade(submissions);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private LessonResult result(String student) throws IOException {
    return LessonResult.of(Files.readString(results.resolve(student).resolve("result.json")));
  }

  private static Map<String, List<String>> verdicts(Map<String, LessonResult> results) {
    Map<String, List<String>> verdicts = new TreeMap<>();
    results.forEach(
        (name, result) ->
            verdicts.put(name, result.tests().stream().map(TestGrade::verdict).toList()));
    return verdicts;
  }

  private static Map<String, Double> points(Map<String, LessonResult> results) {
    Map<String, Double> points = new TreeMap<>();
    results.forEach((name, result) -> points.put(name, result.score()));
    return points;
  }
}
