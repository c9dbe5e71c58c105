package sharing.runner.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sharing.common.Stopwatch;
import sharing.runner.ClassPath;
import sharing.runner.Fingerprint;
import sharing.runner.Lesson;
import sharing.runner.TestResult;
import sharing.runner.check.VariantFile.Rejection;
import sharing.runner.check.VariantRunner.Trial;
import sharing.testkit.TemporaryFolder;

/**
 * Checks the tests of one lesson: the skeleton must fail for the intended reason, the solution and
 * the alternatives must be accepted, and each mistake must be rejected first by the test that its
 * page names. If the lesson has a demonstration, it runs once, on the solution.
 *
 * <p>Only tests that use a changed class run; for a mistake, no test after the first failing one.
 * {@link CheckOptions} has the options of the command line.
 */
public final class CourseCheck {
  private static final String SKELETON = "skeleton";
  private static final String SOLUTION = "solution";

  private final Lesson solution;
  private final CheckOptions options;
  private final String classPath;
  private final VariantRunner runner;
  private final Supplies supplies;
  private final List<String> faults = new ArrayList<>();

  private CourseCheck(Lesson solution, String classPath, CheckOptions options) throws IOException {
    this.solution = solution;
    this.options = options;
    this.classPath = classPath;
    this.runner = new VariantRunner(solution, classPath, options);
    this.supplies = new Supplies(classPath);
  }

  /**
   * Checks the lesson whose solution is in the folder {@code arguments[0]}. If {@code arguments[1]}
   * is "kept", verdicts of earlier checks count.
   *
   * @throws IllegalStateException if the lesson has a fault; its message names each one
   */
  public static void main(String[] arguments) throws Exception {
    Lesson solution = new Lesson(Path.of(arguments[0]));
    CheckOptions options = CheckOptions.ofProperties(arguments[1].equals("kept"));
    CourseCheck check = new CourseCheck(solution, ClassPath.ofCaller(), options);
    TemporaryFolder.delete(VariantRunner.work(solution));
    if (options.mutants().isPresent()) {
      check.mutants(solution.dir().resolve(options.mutants().get()));
    } else {
      check.variants();
    }
    if (!check.faults.isEmpty()) {
      throw new IllegalStateException("\n" + String.join("\n", check.faults));
    }
  }

  private void variants() throws Exception {
    Stopwatch watch = Stopwatch.start();
    List<Path> mistakes = VariantFile.in(solution.dir().resolve(VariantFile.MISTAKES));
    List<Path> alternatives = VariantFile.in(solution.dir().resolve(VariantFile.ALTERNATIVES));
    List<Path> pages = new ArrayList<>(chosen(mistakes));
    pages.addAll(alternatives);
    List<Trial> trials = new ArrayList<>();
    Path skeleton = solution.lesson().sources();
    trials.add(
        runner.of(
            SKELETON,
            new Fingerprint().add(skeleton).hex(),
            work -> runner.compile(SKELETON, skeleton, work),
            VariantVerdict::ofSkeleton));
    trials.add(solutionItself());
    for (Path file : pages) {
      if (!options.isForNewerJdk() || needsNewerJdk(file)) {
        trials.add(page(file));
      }
    }
    List<VariantOutcome> outcomes = judge(trials);

    if (options.isWhole()) {
      if (outcomes.get(0).tests().size() != outcomes.get(1).tests().size()) {
        fault(SKELETON, "it does not have as many tests as the solution");
      }
      Duties.missing(solution, outcomes.get(1).tests()).forEach(this::lacks);
      english();
    }
    for (VariantOutcome outcome : outcomes) {
      boolean isAccepted = outcome.verdict().fault().isEmpty();
      if (outcome.variant().equals(SOLUTION) && isAccepted && options.ledger().isEmpty()) {
        notes(outcome.tests(), mistakes);
      }
    }
    if (options.isChosen(SOLUTION) && options.ledger().isEmpty()) {
      DemonstrationCheck.faults(solution, classPath).forEach(what -> fault("demonstration", what));
    }
    System.out.printf(
        "  %d mistakes rejected, %d right answers accepted, %d fault%s%s%s (%s)%n%n",
        VariantOutcome.count(outcomes, "rejected"),
        VariantOutcome.count(outcomes, "accepted"),
        faults.size(),
        faults.size() == 1 ? "" : "s",
        VariantOutcome.leftOut(outcomes),
        options.repeat() == 1
            ? ""
            : ", each tried "
                + options.repeat()
                + " times"
                + (options.ledger().isEmpty() ? "" : " in all"),
        Stopwatch.format(watch.elapsedNanos()));
    System.out.flush();
  }

  private void english() throws IOException {
    PlainEnglish english = PlainEnglish.ofCourse();
    Path course = solution.dir().getParent().getParent();
    for (Path folder : List.of(solution.dir(), solution.lesson().dir())) {
      english.faults(course, PlainEnglish.texts(folder)).forEach(what -> fault("English", what));
    }
  }

  /**
   * All mistakes, or only the first of those that name the same test; those that need something,
   * and unreadable pages, are kept.
   */
  private List<Path> chosen(List<Path> mistakes) throws IOException {
    if (!options.isQuick() || !options.variants().isEmpty()) {
      return mistakes;
    }
    List<Path> chosen = new ArrayList<>();
    Set<String> tests = new HashSet<>();
    for (Path mistake : mistakes) {
      Optional<VariantFile> page = readable(mistake);
      boolean mayBeLeftOut = page.flatMap(VariantFile::need).isPresent();
      if (mayBeLeftOut || page.isEmpty() || tests.add(page.get().rejection().get().test())) {
        chosen.add(mistake);
      }
    }
    return chosen;
  }

  /** Whether a page needs a newer JDK, or cannot be read. */
  private static boolean needsNewerJdk(Path file) throws IOException {
    Optional<VariantFile> page = readable(file);
    return page.isEmpty() || page.get().need().filter(Need::isJdk).isPresent();
  }

  private static Optional<VariantFile> readable(Path file) throws IOException {
    try {
      return Optional.of(VariantFile.read(file));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private List<VariantOutcome> judge(List<Trial> trials) throws Exception {
    if (options.ledger().isEmpty()
        && trials.stream().noneMatch(trial -> options.isChosen(trial.variant()))) {
      fault(
          "-Dvariant=" + String.join(",", options.variants()),
          "no variant has this text in its name");
    }
    OutcomeTable table = new OutcomeTable(solution.slug(), System.out);
    return runner.inOrder(
        trials,
        outcome -> {
          table.print(outcome);
          outcome.verdict().fault().ifPresent(text -> fault(outcome.variant(), text));
        });
  }

  private Trial solutionItself() {
    return runner.of(
        SOLUTION, "", work -> solution.compiledSources(), VariantVerdict::ofRightAnswer);
  }

  private Trial page(Path file) {
    String name = VariantFile.name(file);
    return new Trial(name, () -> judged(name, file));
  }

  private VariantOutcome judged(String name, Path file) throws Exception {
    VariantFile page;
    try {
      page = VariantFile.read(file);
    } catch (IllegalArgumentException e) {
      return VariantOutcome.notTried(name, e);
    }
    try {
      if (page.need().isPresent() && !supplies.have(page.need().get())) {
        return VariantOutcome.leftOut(name, page.need().get());
      }
    } catch (IOException e) {
      return VariantOutcome.notTried(name, e);
    }
    VariantRunner.Classes classes = work -> runner.compile(page, work);
    List<String> tests = runner.testsOf(page.changedClasses());
    String text = Files.readString(file);
    if (page.rejection().isEmpty()) {
      return runner.judged(name, text, classes, tests, false, VariantVerdict::ofRightAnswer);
    }
    Rejection named = page.rejection().get();
    List<String> judges =
        Stream.concat(tests.stream(), Stream.of(named.testClass())).distinct().toList();
    return runner.judged(
        name, text, classes, judges, true, run -> VariantVerdict.ofMistake(run, named));
  }

  /** Tries each {@link Mutant} in a folder, as an answer of a student. */
  private void mutants(Path folder) throws Exception {
    Map<String, Mutant> named = new LinkedHashMap<>();
    try {
      for (Mutant mutant : Mutant.in(folder)) {
        String place = mutant.topClass() + "-" + mutant.line();
        named.put("mutants/" + place + "-" + (named.size() + 1), mutant);
      }
      List<Trial> trials = new ArrayList<>();
      trials.add(solutionItself());
      named.forEach((name, mutant) -> trials.add(mutant(name, mutant)));
      List<VariantOutcome> outcomes = judge(trials);
      long noticed = VariantOutcome.count(outcomes, VariantVerdict.NOTICED);
      long survived = VariantOutcome.count(outcomes, VariantVerdict.SURVIVED);
      System.out.printf("  %d of %d changes noticed%n", noticed, noticed + survived);
      for (VariantOutcome outcome : outcomes) {
        if (outcome.verdict().verdict().equals(VariantVerdict.SURVIVED)) {
          System.out.println("  Not noticed: " + named.get(outcome.variant()));
        }
      }
      System.out.println();
    } finally {
      TemporaryFolder.delete(folder); // The tool would leave there what it made before.
    }
  }

  private Trial mutant(String name, Mutant mutant) {
    VariantRunner.Classes classes =
        work -> {
          Path changed = work.resolve("classes");
          mutant.apply(solution.compiledSources(), changed);
          return changed;
        };
    return new Trial(
        name,
        () -> {
          List<String> tests = runner.testsOf(Set.of(mutant.topClass()));
          return runner.judged(name, null, classes, tests, true, VariantVerdict::ofMutant);
        });
  }

  /** Compares the notes with the pages, and the contract with the Javadoc; or writes them. */
  private void notes(List<TestResult> tests, List<Path> mistakes) throws IOException {
    List<VariantFile> pages = new ArrayList<>();
    for (Path mistake : mistakes) {
      try {
        pages.add(VariantFile.read(mistake));
      } catch (IllegalArgumentException e) {
        fault(Notes.FILE, "it cannot be checked without " + e.getMessage());
        return;
      }
    }
    Notes notes = new Notes(solution, tests);
    if (options.writesNotes()) {
      notes.write(pages);
    }
    notes.check(pages).ifPresent(what -> fault(Notes.FILE, what));
    Contract contract = new Contract(solution);
    if (options.writesNotes()) {
      contract.write();
    }
    Set<String> names = tests.stream().map(TestResult::name).collect(Collectors.toSet());
    contract.check(names).forEach(what -> fault(Contract.FILE, what));
  }

  private void lacks(String what) {
    faults.add(solution.slug() + ", " + what);
  }

  private void fault(String variant, String text) {
    faults.add(solution.slug() + ", " + variant + ": " + text.strip().replace("\n", "\n    "));
  }
}
