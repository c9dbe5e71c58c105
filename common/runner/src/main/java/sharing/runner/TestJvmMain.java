package sharing.runner;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import sharing.common.ParentJvm;
import sharing.testkit.TemporaryFolder;
import sharing.testkit.processes.ChildProcesses;
import sharing.testkit.threads.HangGuardExtension;

/** The JVM in which a lesson's tests run: JUnit, with an {@link EventLog}. */
public final class TestJvmMain {
  private static final String AT_RED = "endAtRed";

  /** The option for a JVM that is to end when a test has failed: the tests after it do not run. */
  public static final String END_AT_RED = "-D" + AT_RED + "=true";

  private static final String STAYS_OPTION = "stays";

  /**
   * The option for a JVM that, after its run, says {@link #CLEAN} or {@link #LEFT}, and waits to be
   * told the folder of the next one: of another answer, whose classes are the second of the folders
   * to load once more.
   */
  static final String STAYS = "-D" + STAYS_OPTION + "=true";

  /** A run has left no thread and no process behind. */
  static final String CLEAN = "clean";

  /** A run has left something behind. */
  static final String LEFT = "left";

  private static final String PLAN_ONLY_OPTION = "planOnly";

  /** The option for a JVM that says which tests there are, and runs none. */
  static final String PLAN_ONLY = "-D" + PLAN_ONLY_OPTION + "=true";

  private static final int GRACE_MILLIS = 200;

  private TestJvmMain() {}

  /**
   * Runs the tests below a folder of classes, several times if asked to. It stops early if a run
   * has left a thread behind, or a loop without an end: the next one needs a JVM of its own.
   *
   * @param arguments the folder of the run, which has the {@link TestJvmRequest}, and which gets
   *     the events, one file for each run
   */
  public static void main(String[] arguments) throws Exception {
    Path work = Path.of(arguments[0]);
    TestJvmRequest request = TestJvmRequest.read(work);
    Path temporary = Path.of(request.temporary());
    ParentJvm parent = ParentJvm.connect(() -> TemporaryFolder.delete(temporary));
    PrintedOutput output = PrintedOutput.keep(work);
    PlayServer.takeScenario();
    warmUp();
    startTimer();
    String classPath = System.getProperty("java.class.path");
    boolean stays = Boolean.getBoolean(STAYS_OPTION);
    setForChildren(classPath, request, stays);
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    boolean isClean = run(request, work, output, parent, before);
    while (stays) {
      System.setProperty(AT_RED, "true"); // From now on, this JVM only accepts.
      parent.send(isClean && ChildProcesses.children().isEmpty() ? CLEAN : LEFT);
      work = Path.of(parent.receive().orElseThrow());
      request = TestJvmRequest.read(work);
      output = PrintedOutput.keep(work);
      setForChildren(classPath, request, stays);
      isClean = run(request, work, output, parent, before);
    }
    ChildProcesses.endStarted();
    parent.finish();
  }

  /**
   * The class path of a JVM that stays has no answer's classes: they would be there for the next.
   */
  private static void setForChildren(String classPath, TestJvmRequest request, boolean stays) {
    ClassPath.setForChildren(
        stays ? classPath + File.pathSeparator + request.fresh().get(1) : classPath);
  }

  /** Returns whether the last run left no thread behind. */
  private static boolean run(
      TestJvmRequest request, Path work, PrintedOutput output, ParentJvm parent, Set<Thread> before)
      throws Exception {
    List<Path> fresh = request.fresh().stream().map(Path::of).toList();
    boolean isClean = true;
    for (int run = request.first(); run <= request.last() && isClean; run++) {
      Thread.currentThread().setContextClassLoader(new FreshClasses(fresh));
      LauncherDiscoveryRequest discovery =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectClasspathRoots(Set.of(Path.of(request.tests()))))
              .filters(classes(request.filter()), tests(request.filter()))
              .build();
      try (Writer events = Files.newBufferedWriter(TestRun.events(work, run))) {
        execute(discovery, endEarly(parent), new EventLog(events, output));
      }
      boolean isLast = run == request.last() && !Boolean.getBoolean(STAYS_OPTION);
      isClean = isLast || !HangGuardExtension.areOver() && isClean(before);
    }
    return isClean;
  }

  private static void execute(
      LauncherDiscoveryRequest discovery, TestExecutionListener end, EventLog events) {
    Launcher launcher = LauncherFactory.create();
    if (Boolean.getBoolean(PLAN_ONLY_OPTION)) {
      events.testPlanExecutionStarted(launcher.discover(discovery));
    } else {
      launcher.execute(discovery, end, events);
    }
  }

  /** Loads what nearly every test needs, while JUnit looks for the tests: there are two cores. */
  private static void warmUp() {
    EventLog.warmUp();
    Thread thread =
        new Thread(
            () -> {
              assertThat("warm").as("%s", "warm").isEqualTo("warm");
              assertThat(List.of(1L)).containsExactly(1L);
              assertThat(1).isBetween(0, 2);
              ManagementFactory.getThreadMXBean().getThreadInfo(1, 1);
              new ClassReader(code()).accept(new ClassWriter(ClassWriter.COMPUTE_MAXS), 0);
              assertThatThrownBy(() -> List.of().add(null)).isInstanceOf(RuntimeException.class);
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts the JDK's own timer thread here, so that it does not count as a test's thread. */
  private static void startTimer() {
    new CompletableFuture<>().orTimeout(0, NANOSECONDS).exceptionally(late -> null).join();
  }

  /**
   * Ends the JVM after a test that has left a loop without an end: it would take its processor from
   * the tests after it, which get a JVM of their own. With the option {@link #END_AT_RED}, also
   * after any test that failed. The first listener is the last to hear of an end.
   */
  private static TestExecutionListener endEarly(ParentJvm parent) {
    return new TestExecutionListener() {
      private TestPlan plan;

      @Override
      public void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
      }

      @Override
      public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean isRed = Boolean.getBoolean(AT_RED) && result.getStatus() != Status.SUCCESSFUL;
        boolean leftLoop = HangGuardExtension.areOver() && EventLog.isWhole(plan, test);
        if (isRed || leftLoop || PlayServer.hasPlayed(parent)) {
          ChildProcesses.endStarted();
          parent.finish();
        }
      }
    };
  }

  private static byte[] code() {
    try (InputStream in = TestJvmMain.class.getResourceAsStream("TestJvmMain.class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether no thread is left, but for some that are about to end. */
  private static boolean isClean(Set<Thread> before) throws InterruptedException {
    for (int i = 0; i < GRACE_MILLIS; i++) {
      if (Thread.getAllStackTraces().keySet().stream()
          .allMatch(thread -> before.contains(thread) || isShared(thread))) {
        return true;
      }
      Thread.sleep(1); // Between two checks of the live threads.
    }
    return false;
  }

  /** The platform keeps some threads for a minute: those of its pool, and one for each child. */
  private static boolean isShared(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group == null
        || group.getParent() == null
        || thread instanceof ForkJoinWorkerThread worker
            && worker.getPool() == ForkJoinPool.commonPool();
  }

  /** JUnit need not load classes that have no such test. Those nested in others count with them. */
  private static ClassNameFilter classes(TestFilter filter) {
    String outer =
        filter.names().stream()
            .map(name -> Pattern.quote(name.split("[.$]")[0]))
            .collect(Collectors.joining("|"));
    return ClassNameFilter.includeClassNamePatterns(
        outer.isEmpty() ? ".*" : "(.*\\.)?(" + outer + ")(\\$.*)?");
  }

  private static PostDiscoveryFilter tests(TestFilter filter) {
    return found -> {
      TestSource source = found.getSource().orElse(null);
      boolean isWanted = filter.isAll();
      if (source instanceof MethodSource method) {
        int step = EventLog.step(method);
        isWanted |= filter.has(method.getClassName(), method.getMethodName(), step);
      } else if (source instanceof ClassSource testClass) {
        isWanted |= filter.mayHave(testClass.getClassName());
      }
      return FilterResult.includedIf(isWanted);
    };
  }
}
