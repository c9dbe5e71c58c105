package sharing.runner;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sharing.common.Stopwatch;
import sharing.runner.Compilation.Part;
import sharing.testkit.Columns;
import sharing.testkit.Failure;
import sharing.testkit.Failure.Kind;
import sharing.testkit.Replay;

/** Runs a lesson's tests and prints the student's report: what is done, and what to do next. */
public final class LessonReport {
  /** How many lines of a section are shown: students read only short reports. */
  private static final int LONGEST = 14;

  /** How many of the last lines that a test printed are shown: the rest must stay on a screen. */
  private static final int PRINTED = 3;

  /** The beginning of the names of workers that a person can move. */
  private static final String WORKER = "Worker ";

  private final Lesson lesson;
  private final TestRun run;
  private final String command;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param chosen the options with which the same tests run again; empty for all tests
   */
  private LessonReport(Lesson lesson, TestRun run, String chosen) {
    this.lesson = lesson;
    this.run = run;
    this.command = ("mvn test -pl " + lesson.path() + " " + chosen).strip();
  }

  /**
   * Runs the tests of the module in the folder {@code arguments[0]}.
   *
   * @throws LessonEnd.LessonNotDone if not all of them pass
   */
  public static void main(String[] arguments) throws Exception {
    Lesson lesson = new Lesson(Path.of(arguments[0]));
    Path work = lesson.dir().resolve(Path.of("target", "run"));
    RunOptions asked = RunOptions.ofProperties();
    Optional<LastSchedule> last = LastSchedule.in(lesson);
    Optional<String> fault = asked.fault();
    if (RunOptions.isReplay() && fault.isEmpty() && last.isEmpty()) {
      fault = Optional.of("No schedule has broken your code yet: there is nothing to replay.");
    }
    if (fault.isPresent()) {
      System.out.printf("%n%s%n%n", fault.get());
      LessonEnd.notDone(arguments, fault.get());
    }
    RunOptions options = RunOptions.isReplay() ? asked.again(last.get()) : asked;
    boolean done =
        LessonLock.alone(
            lesson, () -> print(lesson, ClassPath.ofCaller(), work, options, System.out));
    if (!done) {
      LessonEnd.notDone(arguments, lesson.path() + " does not pass. The report is above.");
    }
  }

  /** Runs a lesson's tests if it compiles, prints the report, and says whether all is done. */
  static boolean print(
      Lesson lesson, String classPath, Path work, RunOptions options, PrintStream out)
      throws IOException, InterruptedException {
    Optional<Compilation> failed = Compilation.failed(lesson, classPath, work.resolve("classes"));
    if (failed.isPresent()) {
      out.print(Terminal.colour(of(lesson, failed.get())));
      return false;
    }
    if (options.isDebugged()) {
      out.printf("%n%s%n", options.debugNotice());
      out.flush();
    }
    TestRun run =
        TestRun.of(
            classPath,
            lesson.compiledTests(),
            options,
            work,
            options.isDebugged() ? TimeBudget.NONE : TimeBudget.WHOLE);
    run.writeXml(lesson.dir().resolve(Path.of("target", "surefire-reports")));
    out.print(Terminal.colour(of(lesson, run, options)));
    return run.passed();
  }

  /**
   * The report as text, and the page of the schedule that it describes: at most {@value
   * Paragraph#WIDTH} columns, without colour, ending with a new line.
   */
  static String of(Lesson lesson, TestRun run, RunOptions options) throws IOException {
    LessonReport report =
        new LessonReport(
            lesson, run, options.again() == null ? options.filter().typed() : "-Dreplay");
    ReplayPage.write(lesson, run);
    if (run.isEmpty() && !options.filter().isAll()) {
      report.noSuchTest(options.filter());
      return report.text.append('\n').toString();
    }
    report.steps();
    if (options.again() != null) {
      report.line("Only one schedule ran, the last one that broke your code:");
      report.line("  %s", options.again().test());
      report.line("");
    }
    if (!run.passed()) {
      report.next(options.hint());
    } else if (options.filter().isAll()) {
      report.done();
    } else {
      report.line(
          options.again() == null
              ? "These tests pass. Now run all tests:"
              : "Your code passes in this schedule now. Run all tests:");
      report.line("  mvn test -pl %s", lesson.path());
    }
    return report.text.append('\n').toString();
  }

  private void noSuchTest(TestFilter filter) throws IOException {
    line("");
    line("%s: no test matches %s", lesson.path(), filter.typed());
    line("");
    section("These classes have tests", String.join("\n", lesson.testClasses()));
    section(
        "For example",
        "mvn test -pl "
            + lesson.path()
            + " -Dtest="
            + lesson.testClasses().stream().findFirst().orElse("SomeTest")
            + "\nmvn test -pl "
            + lesson.path()
            + " -Dstep=1");
    text.setLength(text.length() - 1);
  }

  /** The second part of the report, and its page, about the first test that has not passed. */
  static String next(Lesson lesson, TestRun run, String hint) throws IOException {
    LessonReport report = new LessonReport(lesson, run, "");
    ReplayPage.write(lesson, run);
    report.line("");
    report.next(hint);
    return report.text.toString();
  }

  /** The report of a lesson that does not compile. */
  static String of(Lesson lesson, Compilation failed) {
    LessonReport report = new LessonReport(lesson, null, "");
    report.line("");
    report.line("%s: does not compile", lesson.path());
    report.line("");
    report.section(
        "What happened",
        switch (failed.part()) {
          case CODE -> "Expected: your code compiles.\nSeen: it does not compile.";
          case TESTS ->
              "Expected: the lesson's tests compile with your code.\nSeen: they do not compile.";
          case OWN_TEST -> "Expected: your own test compiles.\nSeen: it does not compile.";
        });
    report.section(
        "How it came about",
        (failed.errors() == 1
                ? "The compiler found an error"
                : "The compiler found " + failed.errors() + " errors. Start with the one")
            + " in this line:\n  "
            + failed.code()
            + "\nIt says: "
            + failed.message());
    report.section(
        "Rule",
        failed.part() == Part.TESTS
            ? "The given methods keep their names, parameters and results."
            : "");
    report.section("Where", lesson.at(failed.file(), failed.line()));
    report.section("Then run", "mvn test -pl " + lesson.path());
    return report.text.toString();
  }

  private void steps() {
    List<Step> steps = Step.of(run);
    Optional<Step> own = Step.own(run);
    long tests = steps.stream().mapToLong(step -> step.tests().size()).sum();
    long passed = steps.stream().mapToLong(Step::passed).sum();
    long done = steps.stream().filter(Step::isDone).count();
    line("");
    String ofSteps =
        done + " of " + steps.size() + " steps done, " + passed + " of " + tests + " tests pass";
    String ofOwn = own.map(o -> o.count() + " of your own tests pass").orElse(ofSteps);
    line(
        "%s: %s (%s)",
        lesson.path(), steps.isEmpty() ? ofOwn : ofSteps, Stopwatch.format(run.nanos()));
    line("");
    boolean nextIsMarked = false;
    for (Step step : Stream.concat(steps.stream(), own.stream()).toList()) {
      String mark = step.isDone() ? "done" : nextIsMarked ? "" : "next";
      nextIsMarked |= mark.equals("next");
      line("  %-4s  %-52s %3d of %d", mark, step.heading(), step.passed(), step.tests().size());
    }
    line("");
  }

  private void done() {
    Optional<Lesson> solution = lesson.solution();
    line(solution.isPresent() ? "Compare, then measure:" : "Now measure it:");
    solution.ifPresent(
        module ->
            line(
                "  git diff --no-index %s/src/main %s/src/main",
                lesson.lesson().path(), module.path()));
    line("  mvn verify -Pbench -pl %s", lesson.path());
    run.printed().ifPresent(file -> line("What the tests printed: %s", lesson.at(file)));
  }

  private void next(String hint) throws IOException {
    if (run.next().isEmpty()) {
      section("What happened", "No test ran: the JVM " + run.ending().orElse("found none") + ".");
      section("What it wrote", TestResult.lastLines(run.output()));
      return;
    }
    TestResult test = run.next().get();
    line("%s", test.heading());
    line("");
    explain(test);
    printed(test);
    section("Rule", test.rule());
    section("Where", lesson.where(test));
    String more = test.isOwn() ? "" : "\nStuck? " + command + " -Dhint";
    if (hint != null && !test.isOwn()) {
      int number = hint.matches("[1-9]\\d{0,3}") ? Integer.parseInt(hint) : 1;
      Hints.Shown shown = Hints.of(lesson).shown(test, number);
      section("Hint " + shown.number() + " of " + shown.of(), shown.text() + solutionAfter(shown));
      more = shown.number() < shown.of() ? more + "=" + (shown.number() + 1) : "";
    }
    section("Then run", command + more);
    text.setLength(text.length() - 1);
  }

  /** The last hint names the solution, where there is one. */
  private String solutionAfter(Hints.Shown hint) {
    return hint.number() < hint.of()
        ? ""
        : lesson.solution().map(at -> " The solution is in `" + at.path() + "`.").orElse("");
  }

  private void explain(TestResult test) throws IOException {
    Failure failure = test.failure();
    if (failure == null) {
      section(
          "What happened",
          "Expected: the test runs.\nSeen: it did not run. Its JVM "
              + run.ending().orElse("ended")
              + ".");
      return;
    }
    section("What happened", failure.outcome());
    String how = failure.how();
    if (failure.kind() == Kind.EXCEPTION) {
      String thrown =
          lesson.thrownAt(test).map(at -> "Thrown at " + at).orElse("Not thrown in your code.");
      how = (how + "\n" + thrown).strip();
    }
    section("How it came about", how);
    table("Step by step", Columns.of(failure.replay()));
    section("See it again", again(failure.replay()));
  }

  /** The ways to see a schedule again. */
  private String again(Replay replay) {
    String test = "mvn test -pl " + lesson.path();
    List<String> ways = new ArrayList<>();
    if (!replay.isEmpty()) {
      ReplayPage.in(lesson).ifPresent(page -> ways.add("In a browser: " + lesson.at(page)));
    }
    if (!replay.schedule().isEmpty()) {
      ways.add("Run it alone: " + test + " -Dreplay");
    }
    if (!replay.isEmpty() && replay.actors().get(0).startsWith(WORKER)) {
      ways.add("Move the workers yourself: " + test + " -Dplay");
    }
    return String.join("\n", ways);
  }

  /** The end of what the test printed, and where all of it is. */
  private void printed(TestResult test) {
    List<String> lines = test.printed().strip().lines().toList();
    if (!test.printed().isBlank()) {
      section(
          "What it printed",
          String.join("\n", lines.subList(Math.max(0, lines.size() - PRINTED), lines.size()))
              + run.printed().map(file -> "\nFull output: " + lesson.at(file)).orElse(""));
    }
  }

  /** A table uses the whole width. */
  private void table(String title, String rows) {
    if (!rows.isBlank()) {
      line("  %s", title);
      rows.lines().forEach(row -> line("    %s", row));
      if (rows.contains(Columns.BREAKS)) {
        line(
            "    (%s the paused worker continues with what it knew before its pause)",
            Columns.BREAKS);
      }
      line("");
    }
  }

  private void section(String title, String body) {
    if (body.isBlank()) {
      return;
    }
    line("  %s", title);
    List<String> lines = body.lines().toList();
    lines.stream().limit(LONGEST).forEach(paragraph -> wrap(paragraph, "    "));
    if (lines.size() > LONGEST) {
      line("    ... and %d more lines", lines.size() - LONGEST);
    }
    line("");
  }

  private void wrap(String paragraph, String indent) {
    Paragraph.lines(paragraph, indent).forEach(line -> line("%s", line));
  }

  private void line(String format, Object... values) {
    text.append(String.format(format, values).stripTrailing()).append('\n');
  }
}
