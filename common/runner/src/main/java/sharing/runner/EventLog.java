package sharing.runner;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import sharing.common.Stopwatch;
import sharing.runner.TestResult.Status;
import sharing.testkit.Failure;
import sharing.testkit.Rule;
import sharing.testkit.redis.RedisServer;

/**
 * Writes what happens to each test as it happens, so that a reader in another JVM knows how far the
 * tests came, even if their JVM is killed. One event is one line of JSON.
 */
final class EventLog implements TestExecutionListener {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final PrintWriter events;
  private final PrintedOutput output;
  private TestPlan plan;
  private Stopwatch watch;

  /** The sorts of events of a test. */
  private enum Kind {
    /** It is there, and will be run. */
    PLANNED,
    STARTED,
    /** A test of the student's own was left out, as its author wants it. */
    SKIPPED,
    /** It, or one of its cases, has failed. */
    FAILED,
    ENDED
  }

  /**
   * One event.
   *
   * @param test of a planned test all that is known before it runs; null in the other events
   * @param failure of a test that has failed; null in the other events
   * @param printed of a test that has failed, the end of what it printed; null in the other events
   * @param nanos of a test that has ended, how long it took, in nanoseconds
   */
  private record Event(
      Kind kind,
      String testClass,
      String method,
      TestResult test,
      Failure failure,
      String printed,
      long nanos) {

    String key() {
      return testClass + "." + method;
    }
  }

  EventLog(Writer events, PrintedOutput output) {
    this.events = new PrintWriter(events);
    this.output = output;
  }

  /** Loads, in a thread of its own, what writing and reading an event needs. */
  static void warmUp() {
    Event event = new Event(Kind.STARTED, "", "", null, Failure.check("", "", ""), "", 0);
    Thread thread = new Thread(() -> GSON.fromJson(GSON.toJson(event), Event.class));
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
    for (TestIdentifier root : testPlan.getRoots()) {
      testPlan.getDescendants(root).forEach(test -> method(test).ifPresent(this::planned));
    }
    events.flush();
  }

  @Override
  public synchronized void executionStarted(TestIdentifier test) {
    counted(test)
        .ifPresent(
            method -> {
              watch = Stopwatch.start();
              output.begin();
              write(Kind.STARTED, method, null, null, 0);
            });
    events.flush();
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    if (method(test).isEmpty()) {
      plan.getChildren(test).forEach(child -> executionSkipped(child, reason));
    } else if (isOwn(test)) {
      write(Kind.SKIPPED, method(test).get(), null, null, 0);
      events.flush();
    } else {
      failed(test, new IllegalStateException("A test of the course was skipped: " + reason));
    }
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    boolean isSkipped = result.getStatus() == TestExecutionResult.Status.ABORTED && isOwn(test);
    if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL && !isSkipped) {
      failed(test, result.getThrowable().orElseGet(() -> new AssertionError("no reason given")));
    }
    Kind end = isSkipped ? Kind.SKIPPED : Kind.ENDED;
    counted(test).ifPresent(method -> write(end, method, null, null, watch.elapsedNanos()));
    events.flush();
  }

  private void planned(MethodSource method) {
    Class<?> testClass = method.getJavaClass();
    DisplayName title = testClass.getAnnotation(DisplayName.class);
    TestResult test =
        new TestResult(
            step(method),
            title == null ? testClass.getSimpleName() : title.value(),
            testClass.getName().substring(testClass.getName().lastIndexOf('.') + 1),
            method.getMethodName(),
            rule(method),
            Status.NOT_RUN,
            null,
            "",
            0);
    write(Kind.PLANNED, method, test, null, 0);
  }

  /**
   * The step that a test belongs to. A test of the course has a rule, and its class has the step's
   * number; any other one is the student's own.
   */
  static int step(MethodSource test) {
    Order order = test.getJavaClass().getAnnotation(Order.class);
    return order == null || rule(test).isEmpty() ? Step.OWN : order.value();
  }

  private static boolean isOwn(TestIdentifier test) {
    return method(test).filter(method -> step(method) == Step.OWN).isPresent();
  }

  private static String rule(MethodSource method) {
    Rule rule = method.getJavaMethod().getAnnotation(Rule.class);
    return rule == null ? "" : rule.value();
  }

  private Optional<MethodSource> counted(TestIdentifier test) {
    // The cases of a parameterised test start and end within their method; the method counts.
    return isCase(plan, test) ? Optional.empty() : method(test);
  }

  /** Whether a test method has ended, and not only one of its cases. */
  static boolean isWhole(TestPlan plan, TestIdentifier test) {
    return method(test).isPresent() && !isCase(plan, test);
  }

  private static boolean isCase(TestPlan plan, TestIdentifier test) {
    return plan.getParent(test).flatMap(EventLog::method).isPresent();
  }

  private void failed(TestIdentifier test, Throwable error) {
    Optional<MethodSource> method = method(test);
    if (method.isEmpty()) {
      // A whole class failed: each of its tests did.
      plan.getChildren(test).forEach(child -> failed(child, error));
      return;
    }
    Failure failure = Failure.of(error).under(rule(method.get()));
    if (failure.kind() != Failure.Kind.NOT_WRITTEN) {
      String before = isCase(plan, test) ? "Case " + test.getDisplayName() + "\n" : "";
      String after = RedisServer.sharedName().map(name -> "\nThe server: " + name).orElse("");
      failure = failure.withHow((before + failure.how() + after).strip());
    }
    write(Kind.FAILED, method.get(), null, failure, 0);
    events.flush();
  }

  private static Optional<MethodSource> method(TestIdentifier test) {
    return test.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
  }

  private void write(Kind kind, MethodSource method, TestResult test, Failure failure, long nanos) {
    Event event =
        new Event(
            kind,
            method.getClassName(),
            method.getMethodName(),
            test,
            failure,
            kind == Kind.FAILED ? output.end() : null,
            nanos);
    events.print(GSON.toJson(event) + "\n");
  }

  /**
   * Reads the events of a run that has ended, in the order of the steps.
   *
   * @throws RuntimeException if the code under test has written into the file
   */
  static List<TestResult> read(Path file) throws IOException {
    Map<String, TestResult> results = new LinkedHashMap<>();
    // A killed JVM may leave half a line.
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    text = text.substring(0, text.lastIndexOf('\n') + 1);
    for (String line : text.lines().toList()) {
      Event event = GSON.fromJson(line, Event.class);
      switch (event.kind()) {
        case PLANNED -> results.put(event.key(), event.test());
        case STARTED -> results.compute(event.key(), (key, test) -> test.with(Status.CUT_OFF, 0));
        case SKIPPED -> results.remove(event.key());
        case FAILED ->
            results.compute(
                event.key(), (key, test) -> test.withFirst(event.failure(), event.printed()));
        case ENDED ->
            results.compute(
                event.key(),
                (key, test) ->
                    test.with(
                        test.failure() == null ? Status.PASSED : Status.FAILED, event.nanos()));
      }
    }
    return results.values().stream().sorted(Comparator.comparingInt(TestResult::step)).toList();
  }
}
