package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.runner.Lesson;
import sharing.runner.grading.ClassResult.Finding;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/** The page, the JSON and the console agree about what a class got wrong. */
class ClassFilesTest {
  private static final Pattern ITEM = Pattern.compile("<li><b>(\\d+) of \\d+</b> (.*)\\n");

  @TempDir Path root;
  @TempDir Path submissions;

  @Test
  void the_page_and_the_json_and_the_console_name_the_same_mistakes_in_the_same_order()
      throws Exception {
    String open =
        "Expected: it counts.\nSeen: it is not written yet.\nIt threw \"TODO step 1: c\".";
    for (String student : List.of("ada", "bea", "cyd")) {
      failed(student, open);
    }
    failed("dan", "Expected: no exception.\nSeen: an IllegalStateException");
    failed("eve", "Expected: the test ends.\nSeen: its JVM ended.\nThe rest \u001b[31m.");
    failed("fay", "Expected: 2\nSeen: 1");
    failed("gus", "Expected: 2\nSeen: 1\nThread 1 was paused.");
    page("no-lock", "Takes no lock", "Seen: 1");
    page("two-locks", "Takes two locks", "Expected: 2 Seen: 1");

    List<String> console = write().lines().filter(line -> line.contains(" of 7 ")).toList();

    assertThat(console)
        .containsExactly(
            "  2 of 7  Takes no lock, or: Takes two locks (step 1)",
            "  1 of 7  counts (step 1): Expected: no exception. Seen: an IllegalStateException",
            "  1 of 7  counts (step 1): Expected: the test ends. Seen: its JVM ended.",
            "  3 of 7  Not written yet (step 1)");
    ClassResult json =
        new Gson().fromJson(Files.readString(file(ClassResult.FILE)), ClassResult.class);
    assertThat(json.findings())
        .extracting(Finding::students)
        .containsExactly(
            List.of("fay", "gus"), List.of("dan"), List.of("eve"), List.of("ada", "bea", "cyd"));
    assertThat(json.findings().get(0).page()).isEqualTo("solutions/09-small/mistakes/no-lock.md");
    String mistakes = "<a href=\"../../solutions/09-small/mistakes/";
    String test = "<code>CountTest.counts</code>";
    String where = " <span class=\"soft\">(09-small, step 1)</span>";
    assertThat(ITEM.matcher(Files.readString(file(ClassPage.FILE))).results())
        .extracting(MatchResult::group)
        .containsExactly(
            "<li><b>2 of 7</b> "
                + (mistakes + "no-lock.md\">Takes no lock</a>, or: ")
                + (mistakes + "two-locks.md\">Takes two locks</a>" + where + "\n"),
            "<li><b>1 of 7</b> " + test + where + "\n",
            "<li><b>1 of 7</b> " + test + where + "\n",
            "<li><b>3 of 7</b> Not written yet: " + test + where + "\n");
  }

  @Test
  void the_console_says_how_many_mistakes_it_leaves_to_the_page() throws Exception {
    for (int i = 0; i < 7; i++) {
      failed("student-" + i, "Expected: 2\nSeen: " + i);
    }

    assertThat(write())
        .contains("  1 of 7  counts (step 1): Expected: 2 Seen: 4\n  2 more in class.html\n")
        .doesNotContain("Seen: 5");
  }

  private Path file(String name) {
    return root.resolve("target/class").resolve(name);
  }

  private String write() throws IOException {
    Path lesson = Files.createDirectories(root.resolve("lessons/09-small"));
    GradedLessons.note(ClassGrading.folder(new Lesson(lesson)), submissions);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ClassFiles.write(root, submissions, new Lesson(lesson), out);
    }
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  private void failed(String student, String message) throws IOException {
    Files.createDirectories(submissions.resolve(student));
    TestGrade test = new TestGrade("CountTest.counts", TestGrade.FAILED, 0, 10, message, 1);
    StepResult step = new StepResult(1, "A counter", 0, 10, List.of(test));
    LessonResult result = new LessonResult(1, "09-small", 0, 10, List.of(), "", 1, List.of(step));
    Path folder = root.resolve("lessons/09-small/target/class").resolve(student);
    ResultFiles.writeJson(result, Files.createDirectories(folder));
  }

  private void page(String name, String title, String message) throws IOException {
    Path folder = Files.createDirectories(root.resolve("solutions/09-small/mistakes"));
    Files.writeString(
        folder.resolve(name + ".md"),
        """
        # %s

        - Rejected by: `CountTest.counts`
        - Message: `%s`

        In `Counter.java`, instead of

        ```java
        a
        ```

        the student writes nothing.
        """
            .formatted(title, message));
  }
}
