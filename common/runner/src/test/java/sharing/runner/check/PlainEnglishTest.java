package sharing.runner.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.threads.ProcessorTime;

@ProcessorTime(seconds = 60)
class PlainEnglishTest {
  private static final Path COURSE = Path.of("..", "..").toAbsolutePath().normalize();

  private static List<String> faults(String path, String text) throws IOException {
    return PlainEnglish.ofCourse().faults(path, text);
  }

  /** What lies outside of the lessons, whose check looks at each of them. */
  @Test
  void the_texts_of_the_course_are_plain() throws Exception {
    List<Path> files = new ArrayList<>();
    for (String folder :
        List.of("common/core", "common/testkit", "common/runner", "common/bench")) {
      files.addAll(PlainEnglish.texts(COURSE.resolve(folder)));
    }
    files.addAll(PlainEnglish.texts(COURSE.resolve("docs")));
    files.add(COURSE.resolve("README.md"));

    assertThat(files).hasSizeGreaterThan(300);
    assertThat(PlainEnglish.ofCourse().faults(COURSE, files)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Whoever reads it has it.",
        "Some words. Who reads it has it.",
        "- Who reads it has it.",
        "It ends. What is left is deleted.",
        "The thread ends, and he has lost it.",
        "It begins anew.",
        "It waits for ever.",
        "It waits for\never.",
        "Meanwhile it waits.",
        "Lock it. Else it is lost.",
        "It is owed an answer.",
        "It ends in whatever way.",
        "An empty file is taken for 0.",
        "It passes for a number.",
        "The test is red.",
        "To start two processes takes a second.",
        "It is interrupted wherever it stands.",
        "It is a journey to a server.",
        "It costs a look at the flag.",
      })
  void a_habit_is_found(String text) throws IOException {
    assertThat(faults("docs/some.md", text)).hasSize(1);
    assertThat(faults("docs/some.md", "Some\n\nlines.\n\n" + text).get(0))
        .startsWith("docs/some.md:5: \"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Who has the lock? The reader.",
        "What is a lost update? Two threads read 7.",
        "To start, type this.",
        "It waits for a thread that takes three seconds for an hour's work.",
        "A green light, a red one.",
        "`for ever` is code, and [a link](docs/anew.md).",
        "Some lines.\n\n```java\n// he waits for ever\n```\n\nMore lines.\n",
        "An interrupt ends it. The others wait wherever they are.",
      })
  void what_is_plain_is_not_found(String text) throws IOException {
    assertThat(faults("docs/some.md", text)).isEmpty();
  }

  @Test
  void of_java_the_comments_and_the_texts_are_read() throws IOException {
    assertThat(faults("A.java", "int anew = his + him;")).isEmpty();
    assertThat(faults("A.java", "/** It waits for\n   * ever. */")).hasSize(1);
    assertThat(faults("A.java", "f(\"It waits for \"\n    + \"ever.\");")).hasSize(1);
    assertThat(faults("A.java", "int a; // anew")).hasSize(1);
  }

  /** An exception that no text needs any more is dropped. */
  @Test
  void each_exception_is_still_needed() throws IOException {
    PlainEnglish english = PlainEnglish.ofCourse();
    assertThat(english.allowed()).isNotEmpty();
    for (PlainEnglish.Allowed allowed : english.allowed()) {
      String text = Files.readString(COURSE.resolve(allowed.path()));
      assertThat(english.withoutExceptions().faults(allowed.path(), text))
          .as("places in %s that need the exception \"%s\"", allowed.path(), allowed.text())
          .anyMatch(fault -> fault.contains(allowed.text()));
      assertThat(english.faults(allowed.path(), text))
          .as("places in %s that the exceptions do not allow", allowed.path())
          .isEmpty();
    }
  }
}
