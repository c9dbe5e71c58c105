package sharing.runner.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.runner.Lesson;
import sharing.runner.TestResult;
import sharing.runner.TestResult.Status;
import sharing.runner.check.VariantFile.Rejection;

class NotesTest {
  private static final String WRITTEN = "# Notes\n\nAn hour.\n\n";

  private final List<VariantFile> mistakes =
      List.of(
          mistake("mistakes/never-looks", "Never looks", "LoopTest.it_looks", "a|b"),
          mistake("mistakes/always-false", "Is always false", "FlagTest.a_flag_is_kept", "true"));

  @TempDir private Path solution;
  private Path file;
  private Notes notes;

  @BeforeEach
  void write() throws Exception {
    file = solution.resolve(Notes.FILE);
    Files.writeString(file, WRITTEN + Notes.GENERATED + "\n\nold\n");
    notes =
        new Notes(
            new Lesson(solution),
            List.of(
                test(1, "The flag", "FlagTest", "a_flag_is_kept"),
                test(2, "The loop", "LoopTest", "it_looks")));
  }

  @Test
  void mistakes_stand_by_their_step_and_what_people_wrote_stays() throws Exception {
    notes.write(mistakes);
    assertThat(file)
        .hasContent(
            WRITTEN
                + Notes.GENERATED
                + """


                ## What students get wrong

                ### Step 1: The flag

                | what the student does | failing test | message |
                |---|---|---|
                | [Is always false](mistakes/always-false.md) | a flag is kept | `true` |

                ### Step 2: The loop

                | what the student does | failing test | message |
                |---|---|---|
                | [Never looks](mistakes/never-looks.md) | it looks | `a\\|b` |
                """);
    assertThat(notes.check(mistakes)).isEmpty();
  }

  @Test
  void notes_that_have_not_the_mistakes_of_the_pages_are_a_fault() throws Exception {
    notes.write(mistakes);
    assertThat(notes.check(mistakes.subList(0, 1)).orElse("none")).contains("-Dnotes=write");
  }

  @Test
  void notes_without_their_second_part_are_a_fault() throws Exception {
    Files.writeString(file, WRITTEN);
    assertThat(notes.check(mistakes).orElse("none")).contains(Notes.GENERATED);
  }

  @Test
  void missing_notes_are_a_fault() throws Exception {
    Files.delete(file);
    assertThat(notes.check(mistakes).orElse("none")).contains("missing");
  }

  private static TestResult test(int step, String title, String testClass, String method) {
    return new TestResult(step, title, testClass, method, "", Status.PASSED, null, "", 0);
  }

  private static VariantFile mistake(String name, String title, String test, String message) {
    return new VariantFile(
        name, title, Optional.empty(), Optional.of(new Rejection(test, message)), List.of());
  }
}
