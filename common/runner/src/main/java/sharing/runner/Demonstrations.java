package sharing.runner;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sharing.common.ChildJvm;
import sharing.testkit.SourceFiles;
import sharing.testkit.TemporaryFolder;
import sharing.testkit.processes.OrphanReaper;

/**
 * Runs a lesson's demonstration in place of its tests, for {@code -Ddemo}: given code that is
 * wrong, and what comes of it on the student's machine.
 *
 * <p>It is the main method of the class {@code Demonstration} among the lesson's tests, and calls
 * nothing that the student writes. Its output is shown, and then the command that runs the tests.
 */
public final class Demonstrations {
  /** A demonstration takes some seconds. One that takes so long never ends. */
  public static final Duration BOUND = Duration.ofSeconds(60);

  private static final String FILE = "Demonstration.java";

  /** Options that choose the tests and how they run, or that replace the tests. */
  private Demonstrations() {}

  /**
   * The output of a demonstration for a student.
   *
   * @param text what it printed, and the command that comes next
   * @param fault how it ended, in a sentence, if it did not end as it should
   */
  public record Shown(String text, Optional<String> fault) {}

  /**
   * Shows the demonstration of the module in the folder {@code arguments[0]}.
   *
   * @throws LessonEnd.LessonNotDone if there is none, or if it fails
   */
  public static void main(String[] arguments) throws Exception {
    Lesson lesson = new Lesson(Path.of(arguments[0]));
    Optional<String> fault = LoneOption.DEMO.fault(System::getProperty);
    if (fault.isPresent()) {
      System.out.printf("%n%s%n%n", fault.get());
      LessonEnd.notDone(arguments, fault.get());
    }
    boolean isShown =
        LessonLock.alone(lesson, () -> print(lesson, ClassPath.ofCaller(), BOUND, System.out));
    if (!isShown) {
      LessonEnd.notDone(arguments, lesson.path() + " showed nothing. The reason is above.");
    }
  }

  /** Prints what a student sees, and says whether a demonstration was shown as it should be. */
  static boolean print(Lesson lesson, String classPath, Duration bound, PrintStream out)
      throws IOException, InterruptedException {
    if (nameOf(lesson).isEmpty()) {
      out.printf("%n%s%n%n", noneIn(lesson));
      return false;
    }
    Path classes = lesson.dir().resolve(Path.of("target", "demo", "classes"));
    Optional<Compilation> failed = Compilation.failed(lesson, classPath, classes);
    if (failed.isPresent()) {
      out.print(Terminal.colour(LessonReport.of(lesson, failed.get())));
      return false;
    }
    Shown shown = of(lesson, classPath, bound).orElseThrow();
    out.print(Terminal.colour(shown.text()));
    shown.fault().ifPresent(fault -> out.printf("%n%s%n%n", fault));
    out.flush();
    return shown.fault().isEmpty();
  }

  /**
   * Runs a lesson's demonstration in a JVM of its own.
   *
   * @param classPath the lesson's tests, compiled, and what they need
   * @param bound how long it may take; then its JVM is killed
   * @return nothing if the lesson has none
   */
  public static Optional<Shown> of(Lesson lesson, String classPath, Duration bound)
      throws IOException, InterruptedException {
    Optional<String> name = nameOf(lesson);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Path work = lesson.dir().resolve(Path.of("target", "demo"));
    Files.createDirectories(work);
    try (TemporaryFolder temporary = TemporaryFolder.of(work);
        OrphanReaper left = new OrphanReaper(temporary.path());
        ChildJvm child =
            ChildJvm.start(
                left.folder(),
                classPath,
                TestRun.options(temporary.path(), List.of(), Optional.empty()),
                DemonstrationJvmMain.class,
                name.get(),
                temporary.path().toString())) {
      boolean hasEnded = child.waitFor(bound);
      Optional<String> fault =
          !hasEnded
              ? Optional.of("was stopped after " + bound.toSeconds() + " s: it hangs.")
              : child.exitCode() == 0
                  ? Optional.empty()
                  : Optional.of("ended with exit code " + child.exitCode() + ".");
      String next = "\n  Then run\n    mvn test -pl " + lesson.path() + "\n";
      return Optional.of(
          new Shown(
              child.lastWords() + (fault.isEmpty() ? next : ""),
              fault.map(how -> "The demonstration of " + lesson.path() + " " + how)));
    }
  }

  private static String noneIn(Lesson lesson) throws IOException {
    List<String> others = new ArrayList<>();
    try (Stream<Path> modules = Files.list(lesson.dir().getParent())) {
      for (Path module : modules.filter(Files::isDirectory).sorted().toList()) {
        Lesson other = new Lesson(module);
        if (nameOf(other).isPresent()) {
          others.add(other.path());
        }
      }
    }
    String these = others.isEmpty() ? "no lesson has one" : "these lessons have one: ";
    return lesson.path() + " has no demonstration; " + these + String.join(", ", others) + ".";
  }

  /** The name of the class, if the lesson has it. */
  private static Optional<String> nameOf(Lesson lesson) throws IOException {
    return SourceFiles.in(lesson.tests()).stream()
        .filter(file -> file.endsWith(FILE))
        .map(file -> lesson.tests().relativize(file).toString())
        .map(file -> file.substring(0, file.length() - ".java".length()))
        .map(file -> file.replace('\\', '/').replace('/', '.'))
        .findFirst();
  }
}
