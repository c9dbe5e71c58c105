package sharing.runner.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sharing.runner.Demonstrations;
import sharing.runner.Demonstrations.Shown;
import sharing.runner.Lesson;

/** Checks that a lesson's demonstration, if it has one, fits on a screen and ends as it should. */
final class DemonstrationCheck {
  private static final int LINES = 24;
  private static final int WIDTH = 78;

  private DemonstrationCheck() {}

  /** The faults of a lesson's demonstration; none if it has no demonstration. */
  static List<String> faults(Lesson lesson, String classPath)
      throws IOException, InterruptedException {
    Optional<Shown> shown = Demonstrations.of(lesson, classPath, Demonstrations.BOUND);
    return shown.isEmpty() ? List.of() : faults(shown.get());
  }

  /** The faults of a demonstration's output. */
  static List<String> faults(Shown shown) {
    if (shown.fault().isPresent()) {
      return List.of(shown.fault().get() + "\n" + shown.text());
    }
    List<String> faults = new ArrayList<>();
    List<String> lines = shown.text().lines().toList();
    if (lines.size() > LINES) {
      faults.add("it shows " + lines.size() + " lines, and a screen has " + LINES);
    }
    lines.stream()
        .filter(line -> line.length() > WIDTH)
        .forEach(line -> faults.add("a line has more than " + WIDTH + " characters: " + line));
    if (lines.stream().noneMatch(line -> line.matches(" *worker 1 +worker 2\\b.*"))) {
      faults.add("it shows no schedule in columns");
    }
    if (lines.isEmpty() || !lines.get(lines.size() - 1).startsWith("    mvn test -pl ")) {
      faults.add("it does not end with the command that comes next");
    }
    return faults;
  }
}
