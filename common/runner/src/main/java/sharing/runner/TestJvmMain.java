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
import java.util.Arrays;
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
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
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

  private static final int GRACE_MILLIS = 200;

  private TestJvmMain() {}

  /**
   * Runs the tests below a folder of classes, several times if asked to. It stops early if a run
   * has left a thread behind, or a loop without an end: the next one needs a JVM of its own.
   *
   * @param arguments the folder for the events, one file for each run; the folder of the tests; the
   *     tests to run, as {@code TestClass} or {@code TestClass.method} with commas between them, or
   *     nothing for all; the numbers of the first and of the last run; the folders of the classes
   *     to load anew for each run; and the folder of its temporary files
   */
  public static void main(String[] arguments) throws Exception {
    Path temporary = Path.of(arguments[6]);
    ParentJvm parent = ParentJvm.connect(() -> TemporaryFolder.delete(temporary));
    warmUp();
    startTimer();
    forChildren();
    int first = Integer.parseInt(arguments[3]);
    int last = Integer.parseInt(arguments[4]);
    List<Path> anew =
        Arrays.stream(arguments[5].split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .toList();
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    boolean isClean = true;
    for (int run = first; run <= last && isClean; run++) {
      Thread.currentThread().setContextClassLoader(new FreshClasses(anew));
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectClasspathRoots(Set.of(Path.of(arguments[1]))))
              .filters(classes(arguments[2]), only(arguments[2]))
              .build();
      try (Writer events = Files.newBufferedWriter(TestRun.events(Path.of(arguments[0]), run))) {
        LauncherFactory.create().execute(request, endAtRed(parent), new EventLog(events));
      }
      isClean = run == last || !HangGuardExtension.areOver() && isClean(before);
    }
    ChildProcesses.endStarted();
    parent.finish();
  }

  /** Loads what nearly every test needs, while JUnit looks for the tests: there are two cores. */
  private static void warmUp() {
    Thread thread =
        new Thread(
            () -> {
              EventLog.warmUp();
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

  /** The JDK's own timer thread, which stays, is to be no thread that a test has started. */
  private static void startTimer() {
    new CompletableFuture<>().orTimeout(0, NANOSECONDS).exceptionally(late -> null).join();
  }

  /** The JVMs that the tests start take this class path. */
  private static void forChildren() {
    String property = "java.class.path";
    System.setProperty(property, ClassPath.forChildren(System.getProperty(property)));
  }

  /**
   * Does nothing, unless the JVM has the option {@link #END_AT_RED}. The first listener is the last
   * to hear of an end.
   */
  private static TestExecutionListener endAtRed(ParentJvm parent) {
    return new TestExecutionListener() {
      @Override
      public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (Boolean.getBoolean(AT_RED) && result.getStatus() != Status.SUCCESSFUL) {
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
      Thread.sleep(1); // Between two looks at what threads there are.
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

  /** The classes of these tests, and those nested in them. JUnit need not load the others. */
  private static ClassNameFilter classes(String names) {
    String outer =
        Arrays.stream(names.split(","))
            .map(name -> Pattern.quote(name.split("[.$]")[0]))
            .collect(Collectors.joining("|"));
    return ClassNameFilter.includeClassNamePatterns(
        names.isEmpty() ? ".*" : "(.*\\.)?(" + outer + ")(\\$.*)?");
  }

  private static PostDiscoveryFilter only(String names) {
    Set<String> wanted = Set.of(names.split(","));
    return found -> {
      TestSource source = found.getSource().orElse(null);
      boolean isWanted = names.isEmpty();
      if (source instanceof MethodSource method) {
        String testClass = simpleName(method.getClassName());
        isWanted |= wanted.contains(testClass + "." + method.getMethodName());
        isWanted |= wanted.contains(testClass);
      } else if (source instanceof ClassSource testClass) {
        String name = simpleName(testClass.getClassName());
        isWanted |= wanted.stream().anyMatch(w -> w.equals(name) || w.startsWith(name + "."));
      }
      return FilterResult.includedIf(isWanted);
    };
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
