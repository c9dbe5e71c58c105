package sharing.runner.check;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import sharing.common.Stopwatch;
import sharing.runner.ClassArchive;
import sharing.runner.ClassPath;
import sharing.runner.Lesson;
import sharing.runner.TestJvmMain;
import sharing.runner.TestResult;
import sharing.runner.TestRun;
import sharing.runner.Variant;
import sharing.runner.check.VariantFile.Rejection;

/**
 * Checks the tests of one lesson: its skeleton is red for the intended reason, its solution and its
 * alternatives are accepted, and each of its mistakes is rejected by the test that it names.
 *
 * <p>Each variant is compiled into a folder of its own and runs in a JVM of its own. Of an
 * alternative run the tests that use a class which it changes: to all others it is the solution.
 * {@code -Drepeat=20} runs each so many times, see {@link TestRun#repeat}, and {@code
 * -Dvariant=text} only those whose name holds the text, or one of several with commas between.
 * {@code -Doptions} are more options for their JVMs. With {@code -Dledger=file}, see {@link
 * Ledger}, only variants are run that it does not have.
 *
 * <p>With {@code -Dmutants=folder} it tries instead each {@link Mutant} in that folder of the
 * module, as an answer of a student, and says which ones no test notices.
 */
public final class CourseCheck {
  private static final int MISTAKES = 8;
  private static final int ALTERNATIVES = 4;

  /** For so many variants it pays to make an archive of classes first. */
  private static final int MANY = 8;

  /** Some of them wait, and two cores are busy then. The machine need not be idle to judge. */
  private static final int AT_ONCE = 4;

  private static final String SOLUTION = "solution";
  private static final int SAID = 26;
  private static final String ROW = "%-36s %-9s %-" + SAID + "s %6s%n";

  private final Lesson solution;
  private final String classPath;
  private final int repeat = Integer.getInteger("repeat", 1);
  private final String only = System.getProperty("variant", "");
  private final Ledger ledger = Ledger.named();
  private final List<String> faults = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private String lastKind = "";

  private CourseCheck(Lesson solution, String classPath) {
    this.solution = solution;
    this.classPath = ClassPath.jarsFirst(ClassPath.without(solution.compiledSources(), classPath));
  }

  /**
   * What became of one variant.
   *
   * @param tests the tests that ran, with their results
   * @param runs how often it was judged
   * @param wrong how many of the runs were judged wrongly
   * @param nanos how long the slowest run took
   */
  private record Row(
      String variant,
      VariantVerdict judgement,
      List<TestResult> tests,
      int runs,
      int wrong,
      long nanos) {

    static Row notTried(String variant, Exception why) {
      return new Row(variant, VariantVerdict.notTried(why), List.of(), 1, 1, 0);
    }
  }

  /** One way to try a variant. */
  private record Try(String name, Callable<Row> row) {}

  /** Gets the folder of a variant's classes, or makes it. */
  private interface Classes {
    Path at(Path work) throws Exception;
  }

  /**
   * Checks the lesson whose solution is in the folder {@code arguments[0]}.
   *
   * @throws IllegalStateException if the lesson has a fault; its message names each one
   */
  public static void main(String[] arguments) throws Exception {
    Lesson solution = new Lesson(Path.of(arguments[0]));
    CourseCheck check = new CourseCheck(solution, ClassPath.ofCaller());
    check.all();
    if (!check.faults.isEmpty()) {
      throw new IllegalStateException("\n" + String.join("\n", check.faults));
    }
  }

  private void all() throws Exception {
    Stopwatch watch = Stopwatch.start();
    delete(work(""));
    options.addAll(Arrays.asList(System.getProperty("options", "").split(" ", 0)));
    options.remove("");
    String export = System.getProperty("mutants");
    if (export != null) {
      Path folder = solution.dir().resolve(export);
      try {
        mutants(Mutant.in(folder));
      } finally {
        delete(folder); // The tool would leave there what it made of another version.
      }
      return;
    }
    List<Try> tries = new ArrayList<>();
    Path skeleton = solution.lesson().sources();
    tries.add(
        of("skeleton", work -> compile("skeleton", skeleton, work), VariantVerdict::ofSkeleton));
    tries.add(of(SOLUTION, work -> solution.compiledSources(), VariantVerdict::ofRightAnswer));
    List<Path> mistakes = VariantFile.in(solution.dir().resolve(VariantFile.MISTAKES));
    mistakes.forEach(file -> tries.add(page(file)));
    List<Path> alternatives = VariantFile.in(solution.dir().resolve(VariantFile.ALTERNATIVES));
    alternatives.forEach(file -> tries.add(page(file)));

    choose(tries);
    archive(tries.size());
    for (Try t : List.copyOf(tries)) {
      if (missingRuns(t.name()) <= 0) {
        tries.remove(t);
      }
    }
    List<Row> rows = inOrder(tries);
    if (only.isEmpty() && ledger == null) {
      if (rows.get(0).tests().size() != rows.get(1).tests().size()) {
        fault("skeleton", "it does not count as many tests as the solution");
      }
      atLeast(MISTAKES, mistakes.size(), VariantFile.MISTAKES);
      atLeast(ALTERNATIVES, alternatives.size(), VariantFile.ALTERNATIVES);
    }
    for (Row row : rows) {
      if (row.variant().equals(SOLUTION) && faults.isEmpty() && ledger == null) {
        notes(row.tests(), mistakes);
      }
    }
    System.out.printf(
        "  %d mistakes rejected, %d right answers accepted, %d faults%s (%s)%n%n",
        count(rows, "rejected"),
        count(rows, "accepted"),
        faults.size(),
        repeat == 1 ? "" : ", each tried " + repeat + " times" + (ledger == null ? "" : " in all"),
        Stopwatch.format(watch.elapsedNanos()));
    System.out.flush();
  }

  private void mutants(List<Mutant> mutants) throws Exception {
    Map<String, Mutant> named = new LinkedHashMap<>();
    for (Mutant mutant : mutants) {
      String place = mutant.topClass() + "-" + mutant.line();
      named.put("mutants/" + place + "-" + (named.size() + 1), mutant);
    }
    List<Try> tries = new ArrayList<>();
    tries.add(of(SOLUTION, work -> solution.compiledSources(), VariantVerdict::ofRightAnswer));
    named.forEach((name, mutant) -> tries.add(mutant(name, mutant)));
    choose(tries);
    archive(tries.size());
    options.add(TestJvmMain.END_AT_RED);
    List<Row> rows = inOrder(tries);
    long noticed = count(rows, VariantVerdict.NOTICED);
    long survived = count(rows, VariantVerdict.SURVIVED);
    System.out.printf("  %d of %d changes noticed%n", noticed, noticed + survived);
    for (Row row : rows) {
      if (row.judgement().verdict().equals(VariantVerdict.SURVIVED)) {
        System.out.println("  Not noticed: " + named.get(row.variant()));
      }
    }
    System.out.println();
  }

  private Try mutant(String name, Mutant mutant) {
    Classes classes =
        work -> {
          Path changed = work.resolve("classes");
          mutant.apply(solution.compiledSources(), changed);
          return changed;
        };
    return new Try(
        name,
        () -> {
          List<String> tests = testsOf(Set.of(mutant.topClass()));
          return row(name, classes, tests, run -> VariantVerdict.ofMutant(run));
        });
  }

  private void choose(List<Try> tries) {
    tries.removeIf(t -> Arrays.stream(only.split(",")).noneMatch(t.name()::contains));
    if (tries.isEmpty() && ledger == null) {
      fault("-Dvariant=" + only, "no variant has this text in its name");
    }
  }

  private void archive(int variants) throws IOException, InterruptedException {
    if (variants < MANY) {
      return;
    }
    Path work = work("archive");
    Path skeleton;
    try {
      skeleton = compile("skeleton", solution.lesson().sources(), work);
    } catch (IOException e) {
      return; // It does not compile. Its row says so.
    }
    options.addAll(ClassArchive.of(with(skeleton), solution.compiledTests(), work));
  }

  private List<String> testsOf(Set<String> changedClasses) throws IOException {
    return new TestSelection(solution.compiledTests(), solution.compiledSources())
        .testsOf(changedClasses);
  }

  /** Checks the notes, or writes them with {@code -Dnotes=write}. */
  private void notes(List<TestResult> tests, List<Path> mistakes) throws IOException {
    List<VariantFile> pages = new ArrayList<>();
    for (Path mistake : mistakes) {
      pages.add(VariantFile.read(mistake));
    }
    Notes notes = new Notes(solution, tests);
    if (System.getProperty("notes", "").equals("write")) {
      notes.write(pages);
    }
    notes.check(pages).ifPresent(what -> fault(Notes.FILE, what));
  }

  private void atLeast(int least, int count, String folder) {
    if (count < least) {
      fault(folder, "a lesson has at least " + least + " of them, and here are " + count);
    }
  }

  private static long count(List<Row> rows, String verdict) {
    return rows.stream().filter(row -> row.judgement().verdict().equals(verdict)).count();
  }

  /** Runs some at a time, and prints their rows in the order of the list. */
  private List<Row> inOrder(List<Try> tries) throws Exception {
    System.out.printf(ROW, solution.slug(), "verdict", "said by", "ms");
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Row>> running = tries.stream().map(t -> pool.submit(() -> tried(t))).toList();
      List<Row> rows = new ArrayList<>();
      for (Future<Row> future : running) {
        Row row = future.get();
        rows.add(row);
        print(row);
      }
      return rows;
    } finally {
      pool.shutdownNow();
    }
  }

  /** What took long is in the ledger, even if the check is stopped before its row is printed. */
  private Row tried(Try t) throws Exception {
    Row row = t.row().call();
    if (ledger != null) {
      long slowestMillis = row.nanos() / 1_000_000;
      ledger.add(solution.slug(), row.variant(), row.runs(), row.wrong(), slowestMillis);
    }
    return row;
  }

  private void print(Row row) {
    String said = row.judgement().said();
    String kind = kind(row.variant());
    if (!kind.equals(lastKind)) {
      System.out.println("  " + kind);
      lastKind = kind;
    }
    System.out.printf(
        ROW,
        kind.isEmpty() ? "  " + row.variant() : "    " + row.variant().substring(kind.length() + 1),
        row.judgement().verdict(),
        said.length() <= SAID ? said : said.substring(0, SAID - 3) + "...",
        row.nanos() / 1_000_000);
    System.out.flush();
    row.judgement().fault().ifPresent(text -> fault(row.variant(), text));
  }

  /** The folder that the variant's page is in; empty for skeleton and solution. */
  private static String kind(String variant) {
    return variant.substring(0, Math.max(0, variant.indexOf('/')));
  }

  private void fault(String variant, String text) {
    faults.add(solution.slug() + ", " + variant + ": " + text.strip().replace("\n", "\n    "));
  }

  private Try page(Path file) {
    String name = VariantFile.name(file);
    return new Try(
        name,
        () -> {
          VariantFile page;
          try {
            page = VariantFile.read(file);
          } catch (IllegalArgumentException e) {
            return Row.notTried(name, e);
          }
          Classes classes = work -> compile(page, work);
          if (page.rejection().isEmpty()) {
            return row(
                name, classes, testsOf(page.changedClasses()), VariantVerdict::ofRightAnswer);
          }
          Rejection named = page.rejection().get();
          List<String> test = List.of(named.test());
          return row(name, classes, test, run -> VariantVerdict.ofMistake(run, named));
        });
  }

  private Try of(String name, Classes classes, Function<TestRun, VariantVerdict> judge) {
    return new Try(name, () -> row(name, classes, List.of(), judge));
  }

  private Row row(
      String name, Classes classes, List<String> tests, Function<TestRun, VariantVerdict> judge)
      throws Exception {
    Path work = work(name);
    Path compiled;
    try {
      compiled = classes.at(work);
    } catch (IOException | IllegalArgumentException e) {
      return Row.notTried(name, e);
    }
    List<Path> folders = List.of(solution.compiledTests(), compiled);
    List<TestRun> runs =
        TestRun.repeat(with(compiled), folders, tests, options, work, missingRuns(name));
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
    VariantVerdict judgement = judge.apply(run).inRun(shown + 1, runs.size());
    return new Row(name, judgement, run.results(), runs.size(), wrong, slowest);
  }

  /** The class path with a folder of classes that are tested. */
  private String with(Path compiled) {
    return classPath + File.pathSeparator + compiled;
  }

  /** How often a variant is still to be judged. */
  private int missingRuns(String variant) throws IOException {
    return ledger == null ? repeat : repeat - ledger.runs(solution.slug(), variant);
  }

  private Path compile(VariantFile page, Path work) throws IOException {
    Path sources = work.resolve("sources");
    page.apply(solution.sources(), sources);
    return compile(page.name(), sources, work);
  }

  private Path compile(String name, Path sources, Path work) throws IOException {
    return Variant.compile(name, sources, classPath, work).classes();
  }

  private Path work(String variant) {
    return solution.dir().resolve(Path.of("target", "check", variant));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
