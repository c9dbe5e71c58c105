package sharing.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hints of a lesson, from its {@value #FILE}: a section for each step, with a list of hints. A
 * hint that helps with some tests only names them first: {@code *For `a_test`, `another_test`:*}.
 *
 * @param all in the order of the file
 */
public record Hints(List<Hint> all) {
  public static final String FILE = "HINTS.md";

  private static final Pattern STEP = Pattern.compile("(?sm)^## Step (\\d+)\\b(.*?)(?=^## |\\z)");
  private static final Pattern HINT = Pattern.compile("(?sm)^\\d+\\. (.*?)(?=^\\d+\\. |\\z)");
  private static final Pattern FOR = Pattern.compile("\\*For ([^:]*):\\* (.*)");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  /**
   * One hint.
   *
   * @param step the step of the lesson, counted from 1
   * @param tests the methods of the tests that it is for; none if it is for all tests of the step
   */
  public record Hint(int step, List<String> tests, String text) {
    boolean isFor(TestResult test) {
      return tests.contains(test.method());
    }

    boolean isGeneral() {
      return tests.isEmpty();
    }
  }

  /**
   * A hint that is shown.
   *
   * @param number counted from 1
   * @param of how many hints there are for the test
   */
  record Shown(int number, int of, String text) {}

  /** Reads the hints of a lesson. */
  public static Hints of(Lesson lesson) throws IOException {
    return read(lesson.lesson().dir().resolve(FILE));
  }

  static Hints read(Path file) throws IOException {
    List<Hint> all = new ArrayList<>();
    Matcher step = STEP.matcher(Files.readString(file));
    while (step.find()) {
      int number = Integer.parseInt(step.group(1));
      HINT.matcher(step.group(2)).results().forEach(hint -> all.add(hint(number, hint)));
    }
    return new Hints(all);
  }

  private static Hint hint(int step, MatchResult found) {
    String text = found.group(1).strip().replaceAll("\\s*\\R\\s*", " ");
    Matcher named = FOR.matcher(text);
    if (!named.matches()) {
      return new Hint(step, List.of(), text);
    }
    List<String> tests = NAME.matcher(named.group(1)).results().map(name -> name.group(1)).toList();
    return new Hint(step, tests, named.group(2));
  }

  /** The hints that help with a test: first those that name it, and then those of its step. */
  public List<String> of(TestResult test) {
    List<Hint> ofStep = all.stream().filter(hint -> hint.step() == test.step()).toList();
    return Stream.concat(
            ofStep.stream().filter(hint -> hint.isFor(test)),
            ofStep.stream().filter(Hint::isGeneral))
        .map(Hint::text)
        .toList();
  }

  /**
   * One of the hints that help with a test.
   *
   * @param number counted from 1; beyond the last hint, the last one
   * @throws IOException if there is none
   */
  Shown shown(TestResult test, int number) throws IOException {
    List<String> hints = of(test);
    if (hints.isEmpty()) {
      throw new IOException(FILE + " has no hint for step " + test.step());
    }
    int shown = Math.min(Math.max(number, 1), hints.size());
    return new Shown(shown, hints.size(), hints.get(shown - 1));
  }
}
