package sharing.runner;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sharing.testkit.Columns;
import sharing.testkit.Failure;
import sharing.testkit.Replay;
import sharing.testkit.Replay.Step;
import sharing.testkit.SourceFiles;

/**
 * The page on which a student steps through the schedule that broke an answer: one file, which
 * needs no network.
 */
final class ReplayPage {
  private static final Path FILE = Path.of("target", "replay", "index.html");
  private static final String TEMPLATE = "replay.html";
  private static final String DATA = "/*DATA*/";

  private ReplayPage() {}

  /**
   * The data of the page.
   *
   * @param actors the headers of the columns
   * @param breaks the index of the step that breaks the answer; -1 if none does
   * @param sources the lines of each source file of the student's, by its name
   */
  private record Data(
      String title,
      String expected,
      String seen,
      String rule,
      String how,
      String command,
      List<String> actors,
      List<Row> steps,
      int breaks,
      Map<String, List<String>> sources) {}

  /**
   * A step.
   *
   * @param actor the number of the column
   * @param file the source file; empty if none of the student's is known
   */
  private record Row(int actor, String file, int line, String did, String variable, String value) {}

  /**
   * Writes the page of the first failing test, if it has a schedule; otherwise there is no page.
   */
  static void write(Lesson lesson, TestRun run) throws IOException {
    Path file = lesson.dir().resolve(FILE);
    Files.deleteIfExists(file);
    Optional<TestResult> next = run.next().filter(test -> test.failure() != null);
    if (next.isPresent()) {
      LastSchedule.keep(lesson, next.get());
    }
    if (next.isPresent() && !next.get().failure().replay().isEmpty()) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, page(lesson, next.get()));
    }
  }

  /** The page that was written last, or nothing. */
  static Optional<Path> in(Lesson lesson) {
    return Optional.of(lesson.dir().resolve(FILE)).filter(Files::exists);
  }

  private static String page(Lesson lesson, TestResult test) throws IOException {
    String template;
    try (InputStream stream = ReplayPage.class.getResourceAsStream(TEMPLATE)) {
      template = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    // Gson writes < as an escape: no text ends the script.
    return template.replace(DATA, new Gson().toJson(data(lesson, test)));
  }

  private static Data data(Lesson lesson, TestResult test) throws IOException {
    Failure failure = test.failure();
    Replay replay = failure.replay();
    Map<String, List<String>> sources = new TreeMap<>();
    List<Row> rows = new ArrayList<>();
    for (Step step : replay.steps()) {
      Optional<Path> source = Optional.ofNullable(step.at()).flatMap(lesson::source);
      String name = source.map(path -> path.getFileName().toString()).orElse("");
      if (source.isPresent() && !sources.containsKey(name)) {
        sources.put(name, SourceFiles.lines(source.get()));
      }
      rows.add(
          new Row(
              replay.actors().indexOf(step.actor()),
              name,
              step.at() == null ? 0 : step.at().line(),
              step.did(),
              step.variable(),
              step.value()));
    }
    return new Data(
        test.heading(),
        failure.expected(),
        failure.seen(),
        test.rule(),
        failure.how(),
        "mvn test -pl " + lesson.path() + (replay.schedule().isEmpty() ? "" : " -Dreplay"),
        replay.actors().stream().map(Columns::header).toList(),
        rows,
        replay.breaks(),
        sources);
  }
}
