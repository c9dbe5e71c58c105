package sharing.runner.check;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import sharing.runner.ClassArchive;
import sharing.runner.ClassPath;
import sharing.runner.Lesson;
import sharing.runner.TestJvmMain;
import sharing.runner.TestRun;
import sharing.runner.Variant;

/**
 * Compiles variants of a lesson, each into a folder of its own, and judges each in a JVM of its
 * own; several at a time.
 */
final class VariantRunner {
  /** For this many variants, creating a class archive first saves time. */
  private static final int MANY = 8;

  /** Some variants wait, so this keeps two cores busy. Judging does not need an idle machine. */
  private static final int AT_ONCE = 3;

  private final Lesson solution;
  private final String classPath;
  private final CheckOptions check;
  private final List<String> jvmOptions;
  private final TestSelection selection;
  private final KeptVerdicts kept;

  /** One variant that can be judged. */
  record Trial(String variant, Callable<VariantOutcome> outcome) {}

  /** Gets the folder of a variant's classes, or makes it in a folder for that. */
  interface Classes {
    Path at(Path work) throws Exception;
  }

  /**
   * @param classPath of the lesson's tests; the classes that they test may be among it
   */
  VariantRunner(Lesson solution, String classPath, CheckOptions check) throws IOException {
    this.solution = solution;
    this.classPath = ClassPath.jarsFirst(ClassPath.without(solution.compiledSources(), classPath));
    this.check = check;
    this.jvmOptions = new ArrayList<>(check.jvmOptions());
    this.selection = new TestSelection(solution.compiledTests(), solution.compiledSources());
    String engine = ClassPath.without(solution.compiledTests(), this.classPath);
    this.kept = new KeptVerdicts(solution, engine, check);
  }

  /** The folder for all files of the check. */
  static Path work(Lesson solution) {
    return solution.dir().resolve(Path.of("target", "check"));
  }

  /**
   * A trial of all tests.
   *
   * @param code what decides the verdict besides the solution, or nothing
   */
  Trial of(String variant, String code, Classes classes, Function<TestRun, VariantVerdict> judge) {
    return new Trial(variant, () -> judged(variant, code, classes, List.of(), false, judge));
  }

  /** Judges the chosen trials, several at a time, and reports them in the list's order. */
  List<VariantOutcome> inOrder(List<Trial> trials, Consumer<VariantOutcome> told) throws Exception {
    List<Trial> chosen = new ArrayList<>();
    for (Trial trial : trials) {
      if (check.isChosen(trial.variant()) && missingRuns(trial.variant()) > 0) {
        chosen.add(trial);
      }
    }
    if (chosen.size() >= MANY && !check.usesKept()) {
      makeArchive();
    }
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<VariantOutcome>> running =
          chosen.stream().map(trial -> pool.submit(() -> recorded(trial))).toList();
      List<VariantOutcome> outcomes = new ArrayList<>();
      for (Future<VariantOutcome> future : running) {
        VariantOutcome outcome = future.get();
        outcomes.add(outcome);
        told.accept(outcome);
      }
      return outcomes;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Records a result at once, even if the check is stopped before its row is printed. */
  private VariantOutcome recorded(Trial trial) throws Exception {
    VariantOutcome outcome = trial.outcome().call();
    if (check.ledger().isPresent() && !outcome.isLeftOut()) {
      check
          .ledger()
          .get()
          .add(
              solution.slug(),
              outcome.variant(),
              outcome.runs(),
              outcome.wrong(),
              outcome.nanos() / 1_000_000);
    }
    return outcome;
  }

  private int missingRuns(String variant) throws IOException {
    return check.missingRuns(solution.slug(), variant);
  }

  private void makeArchive() throws IOException, InterruptedException {
    Path work = work(solution).resolve("archive");
    Path skeleton;
    try {
      skeleton = compile("skeleton", solution.lesson().sources(), work);
    } catch (IOException e) {
      return; // It does not compile. Its row says so.
    }
    jvmOptions.addAll(ClassArchive.of(with(skeleton), solution.compiledTests(), work));
  }

  /**
   * Judges one variant, as often as the options ask for, unless they permit a kept verdict.
   *
   * @param page the text of its page, or other code; null if its verdict is never kept
   * @param tests the tests to run; none for all
   * @param endsAtRed whether the tests after the first that fails do not run
   */
  VariantOutcome judged(
      String variant,
      String page,
      Classes classes,
      List<String> tests,
      boolean endsAtRed,
      Function<TestRun, VariantVerdict> judge)
      throws Exception {
    String name = page == null ? "" : kept.name(variant, page, selection.filesOf(tests));
    if (page != null && check.usesKept()) {
      Optional<VariantOutcome> earlier = kept.find(variant, name);
      if (earlier.isPresent()) {
        return earlier.get();
      }
    }
    Path work = work(solution).resolve(variant);
    Path compiled;
    try {
      compiled = classes.at(work);
    } catch (IOException | IllegalArgumentException e) {
      return VariantOutcome.notTried(variant, e);
    }
    List<Path> folders = List.of(solution.compiledTests(), compiled);
    List<String> options = new ArrayList<>(jvmOptions);
    if (endsAtRed) {
      options.add(TestJvmMain.END_AT_RED);
    }
    List<TestRun> runs =
        TestRun.repeat(with(compiled), folders, tests, options, work, missingRuns(variant));
    long slowest = runs.stream().mapToLong(TestRun::nanos).max().orElse(0);
    int wrong = 0;
    int shown = 0;
    for (int i = runs.size() - 1; i >= 0; i--) {
      if (judge.apply(runs.get(i)).fault().isPresent()) {
        wrong++;
        shown = i;
      }
    }
    TestRun run = runs.get(shown);
    VariantVerdict verdict = judge.apply(run).inRun(shown + 1, runs.size());
    VariantOutcome outcome =
        new VariantOutcome(variant, verdict, run.results(), runs.size(), wrong, slowest);
    if (page != null) {
      kept.keep(name, outcome);
    }
    return outcome;
  }

  /**
   * The tests that use one of some classes: to all others, a variant of these is the solution. If
   * the options say so, only those that use one without the help of what else is tested.
   */
  List<String> testsOf(Set<String> changedClasses) throws IOException {
    return check.isQuick()
        ? selection.testsNear(changedClasses)
        : selection.testsOf(changedClasses);
  }

  /** The class path with a folder of classes that are tested. */
  private String with(Path compiled) {
    return classPath + File.pathSeparator + compiled;
  }

  /** Compiles what a page makes of the solution. */
  Path compile(VariantFile page, Path work) throws IOException {
    Path sources = work.resolve("sources");
    page.apply(solution.sources(), sources);
    return Variant.compile(page.name(), sources, classPath, page.release(), work).classes();
  }

  /** Compiles a folder of sources. */
  Path compile(String variant, Path sources, Path work) throws IOException {
    return Variant.compile(variant, sources, classPath, work).classes();
  }
}
