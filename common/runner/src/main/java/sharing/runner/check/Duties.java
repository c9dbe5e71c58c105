package sharing.runner.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sharing.runner.Hints;
import sharing.runner.Lesson;
import sharing.runner.Step;
import sharing.runner.TestResult;
import sharing.testkit.SourceFiles;

/**
 * What a lesson needs besides code that its tests accept: its texts, enough pages that differ, a
 * benchmark, and its places in the rest of the course. {@code docs/authors.md} lists the same.
 */
final class Duties {
  private static final int MISTAKES = 8;
  private static final int ALTERNATIVES = 4;

  private static final List<String> README_SECTIONS =
      List.of(
          "The idea",
          "The task",
          "How to check",
          "What to measure",
          "What people get wrong",
          "Where to read more");

  private static final List<String> NOTES_SECTIONS =
      List.of("Aims", "Out of scope", "Questions to ask");

  private static final String TODO = "TODO";
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern STARTS_PROCESSES =
      Pattern.compile("\\b(ChildJvm|ProcessBuilder|WorkerProcess)\\b");
  private static final Pattern MACHINE = Pattern.compile("\\bcores?\\b.{0,60}\\bJDK \\d");
  private static final Pattern HAS_CHAPTER =
      Pattern.compile("\"(sections|addedRows)\"\\s*:\\s*\\[\\s*\\{");

  private final Lesson solution;
  private final Lesson lesson;
  private final Path course;
  private final List<String> missing = new ArrayList<>();

  private Duties(Lesson solution) {
    this.solution = solution;
    this.lesson = solution.lesson();
    this.course = solution.dir().getParent().getParent();
  }

  /**
   * What is missing, one sentence each, which begins with the file.
   *
   * @param tests all tests of the lesson
   */
  static List<String> missing(Lesson solution, List<TestResult> tests) throws IOException {
    Duties duties = new Duties(solution);
    duties.texts();
    duties.hints(Step.of(tests));
    duties.pages(VariantFile.MISTAKES, MISTAKES);
    duties.pages(VariantFile.ALTERNATIVES, ALTERNATIVES);
    duties.measured();
    duties.places();
    return List.copyOf(duties.missing);
  }

  private void texts() throws IOException {
    Path readme = lesson.dir().resolve("README.md");
    if (exists(readme, "students begin with it")) {
      sections(readme, README_SECTIONS);
      has(readme, "mvn test -pl " + lesson.path(), "the command that runs the tests");
      String text = Files.readString(readme).replaceAll("\\s+", " ");
      if (text.contains("|---") && !MACHINE.matcher(text).find()) {
        add(readme, "its figures need the JDK and the machine: on two cores with JDK 17");
      }
    }
    Path notes = solution.dir().resolve(Notes.FILE);
    if (exists(notes, "instructors need it")) {
      sections(notes, NOTES_SECTIONS);
      has(notes, "\nPlan ", "a line with the time to plan: Plan 60 to 90 minutes");
    }
    exists(solution.dir().resolve(Contract.FILE), "it says which tests check each sentence");
    List<Path> texts = new ArrayList<>(List.of(readme, notes));
    texts.add(lesson.dir().resolve(Hints.FILE));
    texts.addAll(VariantFile.in(solution.dir().resolve(VariantFile.MISTAKES)));
    texts.addAll(VariantFile.in(solution.dir().resolve(VariantFile.ALTERNATIVES)));
    for (Path text : texts) {
      String lines = Files.exists(text) ? linesOf(TODO, Files.readString(text)) : "";
      if (!lines.isEmpty()) {
        add(text, "it still says TODO in line " + lines);
      }
    }
  }

  private static String linesOf(String word, String text) {
    List<String> lines = text.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).contains(word))
        .mapToObj(i -> Integer.toString(i + 1))
        .collect(Collectors.joining(", "));
  }

  private void hints(List<Step> steps) throws IOException {
    Path file = lesson.dir().resolve(Hints.FILE);
    if (!exists(file, "the report shows its hints")) {
      return;
    }
    Hints hints = Hints.of(lesson);
    for (Step step : steps) {
      for (TestResult test : step.tests()) {
        if (hints.of(test).isEmpty()) {
          add(file, "step " + step.number() + " has no hint for " + test.method());
          break;
        }
      }
    }
    List<String> methods =
        steps.stream().flatMap(step -> step.tests().stream()).map(TestResult::method).toList();
    hints.all().stream()
        .flatMap(hint -> hint.tests().stream())
        .filter(name -> !methods.contains(name))
        .forEach(name -> add(file, "a hint is for " + name + ", but there is no such test"));
  }

  /**
   * Two pages that make the same code count as one, whatever they say about it. A page that not
   * every machine judges does not count.
   */
  private void pages(String folder, int least) throws IOException {
    Path at = solution.dir().resolve(folder);
    Map<Map<Path, String>, String> distinct = new HashMap<>();
    int counted = 0;
    for (Path file : VariantFile.in(at)) {
      VariantFile page;
      Map<Path, String> made = new LinkedHashMap<>();
      try {
        page = VariantFile.read(file);
        page.applied(solution.sources()).forEach((path, text) -> made.put(path, code(text)));
      } catch (IllegalArgumentException e) {
        continue; // Its row says so.
      }
      String other = distinct.putIfAbsent(made, page.name());
      if (other != null) {
        add(file, "it makes the same code as " + other + ".md");
      } else if (page.need().isEmpty()) {
        counted++;
      }
    }
    if (counted < least) {
      add(
          at,
          String.format(
              "a lesson needs at least %d different pages without a line Needs, and this has %d",
              least, counted));
    }
  }

  private static String code(String source) {
    return COMMENT.matcher(source).replaceAll("").replaceAll("\\s+", "");
  }

  private void measured() throws IOException {
    Path folder = lesson.dir().resolve(Path.of("src", "jmh", "java"));
    StringBuilder code = new StringBuilder();
    if (Files.isDirectory(folder)) {
      for (Path file : SourceFiles.in(folder)) {
        code.append(Files.readString(file));
      }
    }
    if (!code.toString().contains("@Benchmark")) {
      add(folder, "there is no benchmark");
    } else if (code.toString().contains(" baseline(")
        && !code.toString().contains(" baselineAgain(")) {
      add(
          folder,
          "baseline needs a second method for the same code, baselineAgain: it shows the noise");
    }
    Path report = lesson.dir().resolve("report.json");
    if (exists(report, "it says what the report shows of the lesson")
        && !HAS_CHAPTER.matcher(Files.readString(report)).find()) {
      add(report, "it has no entry in sections or addedRows, so the report shows nothing");
    }
  }

  private void places() throws IOException {
    for (String parent : List.of("lessons", "solutions")) {
      Path pom = course.resolve(parent).resolve("pom.xml");
      if (exists(pom, "it lists the modules")) {
        has(pom, "<module>" + lesson.slug() + "</module>", "the module");
      }
    }
    Path readme = course.resolve("README.md");
    if (exists(readme, "it lists the lessons")) {
      has(
          readme,
          "| [" + lesson.slug() + "](" + lesson.path() + "/README.md) |",
          "the lesson's row");
    }
    boolean hasDemonstration =
        Files.isDirectory(lesson.tests())
            && SourceFiles.in(lesson.tests()).stream()
                .anyMatch(f -> f.endsWith("Demonstration.java"));
    if (hasDemonstration) {
      has(lesson.dir().resolve("README.md"), "-Ddemo", "the command of its demonstration");
    }
    boolean startsProcesses = false;
    for (Path file : SourceFiles.in(solution.sources())) {
      startsProcesses |= STARTS_PROCESSES.matcher(Files.readString(file)).find();
    }
    Path ci = course.resolve(Path.of(".ci", "run"));
    if (startsProcesses && exists(ci, "it kills runs of lessons that start processes")) {
      has(ci, ".ci/leftovers " + lesson.slug(), "a kill in the middle of a run of this lesson");
    }
  }

  private boolean exists(Path file, String why) {
    if (Files.exists(file)) {
      return true;
    }
    add(file, "it is missing, and " + why);
    return false;
  }

  private void sections(Path file, List<String> titles) throws IOException {
    for (String title : titles) {
      has(file, "\n## " + title + "\n", "the section \"" + title + "\"");
    }
  }

  private void has(Path file, String text, String what) throws IOException {
    if (Files.exists(file) && !Files.readString(file).replace("\r\n", "\n").contains(text)) {
      add(file, "it lacks " + what + ": " + text.strip());
    }
  }

  private void add(Path file, String what) {
    missing.add(course.relativize(file).toString().replace('\\', '/') + ": " + what);
  }
}
