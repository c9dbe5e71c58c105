package sharing.runner;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sharing.common.ChildJvm;
import sharing.common.Stopwatch;
import sharing.testkit.TemporaryFolder;

/**
 * Judges one answer after another in one JVM, which is quicker with each: its code is compiled, and
 * its classes are loaded. Only the classes of the answer and of the tests are loaded once more.
 *
 * <p>The JVM is used again only after an answer whose tests have all passed, and which has left no
 * thread and no process behind. And it only accepts: when a test fails in a JVM in which another
 * answer ran before, that JVM ends, the answer is judged once more in one of its own, and that
 * verdict counts.
 *
 * <p>One thread may use it.
 */
public final class ReusedTestJvm implements AutoCloseable {
  /**
   * The optimizing compiler does not pay in a JVM that judges one answer. It does in one that
   * judges many, if it compiles only the code that all of them run very often: its thresholds are
   * six to ten times the usual ones. Measured with 60 copies of the solution of lesson 03 that
   * differ in a comment, {@code mvn test -pl lessons/03-ranges -Dsubmissions=DIR -Dagain}, two JVMs
   * on two cores: the 43rd to the 60th needed 3.0 s each with these thresholds, and 3.3 s with the
   * usual ones. Without that compiler, ten such copies needed 4.9 s each.
   */
  private static final List<String> OPTIONS =
      List.of(
          TestJvmMain.STAYS,
          "-XX:TieredStopAtLevel=4",
          "-XX:Tier4InvocationThreshold=30000",
          "-XX:Tier4MinInvocationThreshold=5000",
          "-XX:Tier4CompileThreshold=90000",
          "-XX:Tier4BackEdgeThreshold=400000");

  private final String classPath;
  private final Path tests;
  private final Path work;
  private final Duration whole;
  private TestRun.Session session;
  private TemporaryFolder temporary;

  /**
   * @param classPath of the tests, without the classes of any answer
   * @param tests the folder of the compiled tests
   * @param work a folder that this object may write to
   */
  public ReusedTestJvm(String classPath, Path tests, Path work) {
    this(classPath, tests, work, TimeBudget.WHOLE);
  }

  /** The same, with another bound for the tests of an answer that do not pass, together. */
  ReusedTestJvm(String classPath, Path tests, Path work, Duration whole) {
    this.classPath = classPath;
    this.tests = tests;
    this.work = work;
    this.whole = whole;
  }

  /**
   * Runs the tests on an answer.
   *
   * @param classes the folder of its classes
   * @param answer a folder that the run may write to; it is made if it is missing
   */
  public TestRun run(Path classes, Path answer) throws IOException, InterruptedException {
    boolean isFirst = session == null;
    TimeBudget budget = new TimeBudget(whole);
    TestRun run = once(classes, answer, budget);
    if (run.passed()) {
      return run;
    }
    close();
    String all = ClassPath.jarsFirst(classPath + File.pathSeparator + classes);
    return isFirst
        ? run.completed(all, tests, List.of(), answer, budget)
        : TestRun.of(all, tests, RunOptions.NONE, answer, whole);
  }

  private TestRun once(Path classes, Path answer, TimeBudget budget)
      throws IOException, InterruptedException {
    Files.createDirectories(answer);
    Files.deleteIfExists(answer.resolve(PrintedOutput.FILE));
    Files.deleteIfExists(TestRun.events(answer, 1));
    Files.createFile(TestRun.events(answer, 1));
    Stopwatch watch = Stopwatch.start();
    begin(classes, answer);
    ChildJvm child = session.child();
    CompletableFuture<Optional<String>> reply = new CompletableFuture<>();
    Thread reader = new Thread(() -> receive(child, reply), "waits for the end of the tests");
    reader.setDaemon(true);
    reader.start();
    boolean endedInTime = budget.await(bound -> isDone(reply, bound), child, answer, 1);
    Optional<String> said = endedInTime ? reply.join() : Optional.empty();
    if (said.isPresent()) {
      TestRun run = TestRun.read(answer, 1, Optional.empty(), "", watch.elapsedNanos());
      if (!said.get().equals(TestJvmMain.CLEAN)) {
        close();
      }
      return run;
    }
    if (endedInTime) {
      child.awaitExitCode();
    }
    Optional<String> ending = TestRun.ending(child, budget, endedInTime);
    String output = child.lastWords();
    close();
    return TestRun.read(answer, 1, ending, output, watch.elapsedNanos());
  }

  private void begin(Path classes, Path answer) throws IOException, InterruptedException {
    if (session == null) {
      temporary = TemporaryFolder.of(work);
    }
    TestJvmRequest request =
        new TestJvmRequest(
            tests.toString(),
            TestFilter.ALL,
            1,
            1,
            List.of(tests.toString(), classes.toString()),
            temporary.path().toString());
    if (session == null) {
      session = TestRun.session(classPath, request, OPTIONS, answer, temporary);
    } else {
      request.write(answer);
      session.child().send(answer.toString());
    }
  }

  private static void receive(ChildJvm child, CompletableFuture<Optional<String>> reply) {
    try {
      reply.complete(child.receive());
    } catch (InterruptedException e) {
      reply.completeExceptionally(e);
    }
  }

  private static boolean isDone(CompletableFuture<?> reply, Duration bound)
      throws InterruptedException {
    try {
      reply.get(bound.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing interrupts the reader", e);
    }
  }

  /** Ends the JVM, if there is one, and all that its answer has started. */
  @Override
  public void close() throws IOException {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
