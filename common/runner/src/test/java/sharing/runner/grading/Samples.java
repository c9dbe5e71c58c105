package sharing.runner.grading;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import sharing.runner.grading.LessonResult.NotCompiled;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/** Results of lessons, from which the tests of the formats write. */
final class Samples {

  /** What a message may hold, and no format may stumble over. */
  static final String HOSTILE =
      "Expected: \"quoted\", 'single' <b>bold</b> & more\r\nSeen: ]]> \u0000\u0007\u001b[31m"
          + " \uD83D\uDE00 \uD800 -->\rGrade :=>> 100\nComment :=>>-a title\n--|>\n=1+1";

  static {
    // The validator asks for a logger, and says so at length when there is none.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }

  private Samples() {}

  /** One step right, the other with two of three tests, each of a third of a point. */
  static LessonResult fractions(String lesson) {
    double third = 1.0 / 3;
    return lesson(
        lesson,
        "",
        List.of(),
        new StepResult(1, "A flag", 1, 1, List.of(passed("FlagTest.a_new_flag_is_lowered", 1))),
        new StepResult(
            2,
            "Two searches",
            2 * third,
            1,
            List.of(
                passed("SearchTest.first", third),
                passed("SearchTest.second", third),
                failed("SearchTest.third", third, HOSTILE))));
  }

  /** A lesson of which one file does not compile. */
  static LessonResult notCompiled() {
    return lesson(
        "05-file-counter",
        "",
        List.of(new NotCompiled("sharing/CountFile.java", "line 7: ';' expected")),
        new StepResult(1, "A file", 0, 2, List.of(failed("CountFileTest.counts", 2, ""))));
  }

  /** A lesson of which no test ran. */
  static LessonResult noTests() {
    return lesson("06-redis", "No test ran: the JVM exited with 1", List.of());
  }

  private static LessonResult lesson(
      String lesson, String note, List<NotCompiled> notCompiled, StepResult... steps) {
    List<StepResult> all = List.of(steps);
    return new LessonResult(
        LessonResult.VERSION,
        lesson,
        all.stream().mapToDouble(StepResult::score).sum(),
        all.stream().mapToDouble(StepResult::max).sum(),
        notCompiled,
        note,
        1234,
        all);
  }

  private static TestGrade passed(String name, double max) {
    return new TestGrade(name, TestGrade.PASSED, max, max, "", 12);
  }

  private static TestGrade failed(String name, double max, String message) {
    return new TestGrade(name, "failed", 0, max, message, 34);
  }

  /**
   * In what way a document breaks the rules of a schema beside this class; empty if it keeps them.
   */
  static List<String> violations(String document, String schema) {
    try (InputStream rules = Samples.class.getResourceAsStream(schema)) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(rules)
          .validate(document, InputFormat.JSON)
          .stream()
          .map(Error::toString)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
