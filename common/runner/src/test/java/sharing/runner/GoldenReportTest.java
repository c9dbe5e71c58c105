package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sharing.testkit.threads.ProcessorTime;
import sharing.testkit.threads.WatchedCall;

/**
 * Pins what a student reads, for each kind of failure: {@code src/test/golden/wrong-value.txt} and
 * the files beside it. Each report is of a real run, of {@link SmallLesson}.
 *
 * <p>{@code mvn test -Pinstructor -pl common/runner -Dtest=GoldenReportTest -Dgolden.write} writes
 * the files again. Then read the difference, as a tired student would.
 */
@ProcessorTime(seconds = 60)
class GoldenReportTest {
  private static final int TERMINAL = 80;

  @TempDir private static Path course;
  private static SmallLesson small;

  /** What a student may write, as changes to a right answer. */
  enum Kind {
    DONE(),
    NOT_STARTED(
        "count++;", "throw new UnsupportedOperationException(\"TODO step 1: count one more\");"),
    WRONG_VALUE("count++;", "count += 2;"),
    LOST_UPDATE("synchronized void increment", "void increment"),
    HANG("void countInThreads", "synchronized void countInThreads"),
    EXCEPTION_IN_A_WORKER(
        "this::increment", "i > 1 ? () -> all[threads].interrupt() : this::increment"),
    CHILD_PROCESS_DIED("parent.finish();", "System.exit(3);"),
    EXIT("count++;", "System.out.println(\"stops\");\n    System.exit(3);"),
    OUT_OF_MEMORY(
        "count++;",
        "for (var all = new java.util.ArrayList<>(); ; ) all.add(new long[1_000_000]);"),
    DOES_NOT_COMPILE("count++;", "cuont++;\n    cuont++;"),
    TESTS_DO_NOT_COMPILE("void countInThreads(", "void countWithThreads("),
    OUTPUT_FLOOD("count++;", "while (true) System.out.println(\"The count is \" + count);");

    private final String[] edits;

    Kind(String... edits) {
      this.edits = edits;
    }

    Path file() {
      return SmallLesson.GOLDEN.resolve(name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt");
    }
  }

  @BeforeAll
  static void aLesson() throws IOException {
    small = new SmallLesson(course);
  }

  @ParameterizedTest
  @EnumSource
  void the_report_is_as_pinned(Kind kind) throws Exception {
    small.answer(course, kind.edits);
    String report = WatchedCall.bounded(small::report);

    String pinned = withoutWhatVaries(report);
    if (System.getProperty("golden.write") != null) {
      Files.writeString(kind.file(), pinned);
    }
    assertThat(pinned).isEqualTo(Files.readString(kind.file()));
    assertThat(report.lines().filter(line -> line.length() > TERMINAL)).isEmpty();
  }

  /** How long the run took. */
  private static String withoutWhatVaries(String report) {
    return report.replaceFirst("tests pass \\([0-9][^)]*\\)", "tests pass (TIME)");
  }
}
