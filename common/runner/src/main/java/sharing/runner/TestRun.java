package sharing.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import sharing.common.ChildJvm;
import sharing.common.Stopwatch;
import sharing.runner.TestResult.Status;
import sharing.testkit.TemporaryFolder;
import sharing.testkit.processes.OrphanReaper;
import sharing.testkit.threads.Debugging;

/**
 * One run of a lesson's tests against one set of classes, in a JVM of its own.
 *
 * <p>The run ends with results, whatever the tested code does: exit, run out of memory, print
 * endlessly, or hang.
 *
 * @param results one for each test method, in the order of the steps
 * @param ending how the JVM ended, if it ended abnormally
 * @param output the last of what the code wrote to its standard output and error
 * @param printed the file with all that was printed, if anything was
 * @param nanos how long the run took, in nanoseconds; of several in one JVM, the mean
 */
public record TestRun(
    List<TestResult> results,
    Optional<String> ending,
    String output,
    Optional<Path> printed,
    long nanos) {

  /**
   * How many tests of a run may leave an endless loop behind, each of which costs a JVM and some
   * seconds of processor time. A test that ends its JVM costs little, so there is no such limit.
   */
  private static final int LOOPS = 10;

  private static final String TOO_MANY_LOOPS =
      "ended early ten times, because a thread worked on after an interrupt";

  /** A verdict must not depend on the machine's locale: in some locales, %d writes other digits. */
  private static final List<String> SAME_EVERYWHERE =
      List.of("-Duser.language=en", "-Duser.country=US", "-Duser.variant=", "-Duser.script=");

  private static final String TOO_SOON = "ended with exit code 0 before the tests were done";

  /**
   * Runs the tests.
   *
   * @param classPath the tests, the code that they test, and what both need
   * @param tests the folder of the compiled tests
   * @param work a folder that the run may write to; it is made if it is missing
   */
  public static TestRun of(String classPath, Path tests, Path work)
      throws IOException, InterruptedException {
    return of(classPath, tests, RunOptions.NONE, work, TimeBudget.WHOLE);
  }

  /** The same with options, and with another bound for the tests that do not pass, together. */
  static TestRun of(String classPath, Path tests, RunOptions options, Path work, Duration whole)
      throws IOException, InterruptedException {
    TimeBudget budget = new TimeBudget(whole);
    Files.deleteIfExists(work.resolve(PrintedOutput.FILE));
    TestRun run = once(classPath, tests, options.filter(), options.jvmOptions(), work, budget);
    return run.completed(classPath, tests, options.jvmOptions(), work, budget);
  }

  /** This run, and the tests that a JVM did not come to, in others. */
  TestRun completed(
      String classPath, Path tests, List<String> jvmOptions, Path work, TimeBudget budget)
      throws IOException, InterruptedException {
    TestRun run = this;
    int loops = run.ending.isEmpty() ? 1 : 0;
    List<String> rest = run.notRun();
    while (loops < LOOPS
        && !rest.isEmpty()
        && rest.size() < run.results.size()
        && !budget.isSpent()) {
      TestFilter others = TestFilter.named(rest);
      TestRun next = once(classPath, tests, others, jvmOptions, work, budget);
      loops += next.ending.isEmpty() ? 1 : 0;
      run = run.and(next);
      boolean isStuck = run.notRun().size() == rest.size();
      rest = isStuck ? List.of() : run.notRun();
    }
    String how = rest.isEmpty() || loops < LOOPS ? TOO_SOON : TOO_MANY_LOOPS;
    return run.notRun().isEmpty() ? run : run.endedBecause(how);
  }

  private static TestRun once(
      String classPath,
      Path tests,
      TestFilter filter,
      List<String> more,
      Path work,
      TimeBudget budget)
      throws IOException, InterruptedException {
    return repeat(classPath, List.of(tests), filter, more, work, 1, budget).get(0);
  }

  private List<String> notRun() {
    return results.stream()
        .filter(test -> test.status() == Status.NOT_RUN)
        .map(TestResult::name)
        .toList();
  }

  private TestRun endedBecause(String how) {
    return new TestRun(results, ending.or(() -> Optional.of(how)), output, printed, nanos);
  }

  /** This run, and what another JVM says of the tests that did not run in it. */
  private TestRun and(TestRun other) {
    Map<String, TestResult> late =
        other.results.stream().collect(Collectors.toMap(TestResult::name, test -> test));
    List<TestResult> all =
        results.stream().map(test -> late.getOrDefault(test.name(), test)).toList();
    return new TestRun(
        all,
        other.ending.or(() -> ending),
        other.output,
        other.printed.or(() -> printed),
        nanos + other.nanos);
  }

  /**
   * Runs some tests, or all, several times, on an answer of the course's own. A JVM is used again
   * as long as each run in it leaves no thread and no endless loop behind; the classes are loaded
   * again for each run.
   *
   * @param folders the folder of the compiled tests, and those of other classes to load again
   * @param only simple names of test classes, and tests as {@link TestResult#name()} has them;
   *     empty for all
   * @param more options for the JVM, besides those that each run has
   */
  public static List<TestRun> repeat(
      String classPath,
      List<Path> folders,
      List<String> only,
      List<String> more,
      Path work,
      int times)
      throws IOException, InterruptedException {
    TimeBudget budget = new TimeBudget(TimeBudget.WHOLE);
    return repeat(classPath, folders, TestFilter.named(only), more, work, times, budget);
  }

  private static List<TestRun> repeat(
      String classPath,
      List<Path> folders,
      TestFilter filter,
      List<String> more,
      Path work,
      int times,
      TimeBudget budget)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    List<String> fresh = times == 1 ? List.of() : folders.stream().map(Path::toString).toList();
    Optional<Path> archive = ClassArchive.ofLibraries(classPath);
    List<TestRun> runs = new ArrayList<>();
    while (runs.size() < times) {
      int first = runs.size() + 1;
      for (int run = first; run <= times; run++) {
        Files.deleteIfExists(events(work, run));
      }
      Files.createFile(events(work, first));
      Stopwatch watch = Stopwatch.start();
      Optional<String> ending;
      String output;
      try (TemporaryFolder temporary = TemporaryFolder.of(work);
          OrphanReaper left = new OrphanReaper(temporary.path());
          ChildJvm child =
              start(
                  new TestJvmRequest(
                      folders.get(0).toString(),
                      filter,
                      first,
                      times,
                      fresh,
                      temporary.path().toString()),
                  left,
                  classPath,
                  options(temporary.path(), more, archive),
                  work)) {
        ending = await(child, work, first, budget);
        output = child.lastWords();
      }
      int last = first;
      while (last < times && Files.exists(events(work, last + 1))) {
        last++;
      }
      long nanos = watch.elapsedNanos() / (last - first + 1);
      for (int run = first; run < last; run++) {
        runs.add(read(work, run, Optional.empty(), "", nanos));
      }
      runs.add(read(work, last, ending, output, nanos));
    }
    return runs;
  }

  /** The tests that there are, none of which has run. */
  public static List<TestResult> plan(String classPath, Path tests, Path work)
      throws IOException, InterruptedException {
    List<String> option = List.of(TestJvmMain.PLAN_ONLY);
    return repeat(classPath, List.of(tests), List.of(), option, work, 1).get(0).results;
  }

  /** Runs the tests of one's own answer up to the first that fails. */
  static TestRun untilRed(String classPath, Path tests, Path work)
      throws IOException, InterruptedException {
    List<String> option = List.of(TestJvmMain.END_AT_RED);
    return repeat(classPath, List.of(tests), List.of(), option, work, 1).get(0);
  }

  /** A JVM of the tests that a caller talks to, and the cleanup after it. */
  record Session(ChildJvm child, OrphanReaper left, TemporaryFolder temporary)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      child.close();
      left.close();
      temporary.close();
    }
  }

  /**
   * Starts a JVM of the tests.
   *
   * @param option says what it does beside running the tests
   */
  static Session session(String classPath, Path tests, TestFilter filter, String option, Path work)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    TemporaryFolder temporary = TemporaryFolder.of(work);
    return session(
        classPath,
        new TestJvmRequest(tests.toString(), filter, 1, 1, List.of(), temporary.path().toString()),
        List.of(option),
        work,
        temporary);
  }

  /** The same, for a request, with an existing temporary folder and more options. */
  static Session session(
      String classPath,
      TestJvmRequest request,
      List<String> more,
      Path work,
      TemporaryFolder temporary)
      throws IOException, InterruptedException {
    List<String> options = options(temporary.path(), more, ClassArchive.ofLibraries(classPath));
    OrphanReaper left = new OrphanReaper(temporary.path());
    return new Session(start(request, left, classPath, options, work), left, temporary);
  }

  private static ChildJvm start(
      TestJvmRequest request, OrphanReaper left, String classPath, List<String> options, Path work)
      throws IOException {
    request.write(work);
    ChildJvm child =
        options.contains(Debugging.OPTION)
            ? DebuggedJvm.start(left.folder(), classPath, options, work)
            : ChildJvm.start(left.folder(), classPath, options, TestJvmMain.class, work.toString());
    left.keep(child.handle());
    EventLog.warmUp(); // Before there is something to read.
    return child;
  }

  /** The options of a JVM that runs code of a lesson. */
  static List<String> options(Path temporary, List<String> more, Optional<Path> archive) {
    List<String> options = new ArrayList<>(ChildJvm.SHORT_LIVED);
    options.addAll(List.of("-Xmx512m", "-ea"));
    options.addAll(more);
    options.add("-Djava.io.tmpdir=" + temporary);
    options.addAll(SAME_EVERYWHERE);
    archive.ifPresent(path -> options.add("-D" + ChildJvm.ARCHIVE + "=" + path));
    return options;
  }

  static TestRun read(Path work, int number, Optional<String> ending, String output, long nanos) {
    List<TestResult> results;
    try {
      results = EventLog.read(events(work, number));
    } catch (IOException | RuntimeException e) {
      String how = ending.orElse("ended") + ", and its record of the tests cannot be read: " + e;
      return new TestRun(List.of(), Optional.of(how), output, printed(work), nanos);
    }
    boolean isCutOff = results.stream().anyMatch(test -> test.status() == Status.CUT_OFF);
    String how = ending.orElse(isCutOff ? TOO_SOON : "");
    return new TestRun(
        results.stream().map(test -> test.withEnding(how, output)).toList(),
        Optional.of(how).filter(text -> !text.isEmpty()),
        output,
        printed(work),
        nanos);
  }

  private static Optional<Path> printed(Path work) {
    Path file = work.resolve(PrintedOutput.FILE);
    return Optional.of(file).filter(TestRun::hasText);
  }

  private static boolean hasText(Path file) {
    try {
      return Files.exists(file) && Files.size(file) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The events of one run. */
  static Path events(Path work, int run) {
    return work.resolve("events-" + run);
  }

  /** Whether no test ran although the JVM ended as it should. */
  boolean isEmpty() {
    return results.isEmpty() && ending.isEmpty();
  }

  /** Writes a file for each test class, as Surefire does, in place of those of an earlier run. */
  void writeXml(Path folder) throws IOException {
    TemporaryFolder.delete(folder);
    Files.createDirectories(folder);
    Map<String, List<TestResult>> classes =
        results.stream().collect(Collectors.groupingBy(TestResult::testClass));
    for (Map.Entry<String, List<TestResult>> each : classes.entrySet()) {
      JUnitXml.write(
          folder.resolve("TEST-" + each.getKey() + ".xml"),
          each.getKey(),
          each.getValue().stream().map(TestResult::xmlCase).toList());
    }
  }

  /** Whether there are tests, and all of them passed. */
  public boolean passed() {
    return ending.isEmpty() && !results.isEmpty() && results.stream().allMatch(TestResult::passed);
  }

  /** The test to care about next: the first one that has not passed. */
  public Optional<TestResult> next() {
    return results.stream().filter(test -> !test.passed()).findFirst();
  }

  private static Optional<String> await(ChildJvm child, Path work, int first, TimeBudget budget)
      throws InterruptedException {
    return ending(child, budget, budget.await(child, work, first));
  }

  /** How a JVM ended, if it did not end as it should. */
  static Optional<String> ending(ChildJvm child, TimeBudget budget, boolean endedInTime) {
    if (!endedInTime) {
      long seconds = budget.whole().toSeconds();
      return Optional.of("was killed after " + seconds + " s in tests that did not pass");
    }
    int code = child.exitCode();
    return code == 0 ? Optional.empty() : Optional.of("ended with exit code " + code);
  }
}
