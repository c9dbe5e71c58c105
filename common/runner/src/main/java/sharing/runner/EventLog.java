package sharing.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import sharing.runner.TestResult.Failure;
import sharing.runner.TestResult.Frame;
import sharing.runner.TestResult.Status;
import sharing.testkit.Rule;

/**
 * Writes what happens to each test as it happens, so that a reader in another JVM knows how far the
 * tests came, even if their JVM is killed.
 *
 * <p>One event is one line: fields separated by tabs, with the escapes of a Java string.
 */
final class EventLog implements TestExecutionListener {
  private final PrintWriter events;
  private TestPlan plan;
  private Stopwatch watch;

  EventLog(Writer events) {
    this.events = new PrintWriter(events);
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
              line("start", method.getClassName(), method.getMethodName());
            });
    events.flush();
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    failed(test, new IllegalStateException("A test of the course was skipped: " + reason));
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
      failed(test, result.getThrowable().orElseGet(() -> new AssertionError("no reason given")));
    }
    counted(test)
        .ifPresent(
            method ->
                line(
                    "end",
                    method.getClassName(),
                    method.getMethodName(),
                    Long.toString(watch.elapsedNanos())));
    events.flush();
  }

  private void planned(MethodSource method) {
    Class<?> testClass = method.getJavaClass();
    Order order = testClass.getAnnotation(Order.class);
    DisplayName title = testClass.getAnnotation(DisplayName.class);
    Rule rule = method.getJavaMethod().getAnnotation(Rule.class);
    line(
        "plan",
        testClass.getName(),
        method.getMethodName(),
        order == null ? "1" : Integer.toString(order.value()),
        title == null ? testClass.getSimpleName() : title.value(),
        rule == null ? "" : rule.value());
  }

  private Optional<MethodSource> counted(TestIdentifier test) {
    // The cases of a parameterised test start and end within their method; the method counts.
    boolean isCase = plan.getParent(test).flatMap(EventLog::method).isPresent();
    return isCase ? Optional.empty() : method(test);
  }

  private void failed(TestIdentifier test, Throwable error) {
    Optional<MethodSource> method = method(test);
    if (method.isEmpty()) {
      // A whole class failed: each of its tests did.
      plan.getChildren(test).forEach(child -> failed(child, error));
      return;
    }
    boolean isCase = plan.getParent(test).flatMap(EventLog::method).isPresent();
    String example = isCase ? test.getDisplayName() : "";
    String message = error.getMessage();
    if (message == null) {
      message = error.getCause() == null ? "" : "because of " + error.getCause();
    }
    List<String> fields =
        new ArrayList<>(List.of("fail", method.get().getClassName(), method.get().getMethodName()));
    fields.addAll(List.of(error.getClass().getName(), message, example));
    frames(error).forEach(f -> fields.addAll(List.of(f.className(), f.file(), "" + f.line())));
    line(fields.toArray(String[]::new));
    events.flush();
  }

  private static List<Frame> frames(Throwable error) {
    List<Frame> frames = new ArrayList<>();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      frames.addAll(
          0,
          Arrays.stream(cause.getStackTrace())
              .limit(100)
              .filter(f -> f.getFileName() != null && f.getLineNumber() > 0)
              .map(f -> new Frame(f.getClassName(), f.getFileName(), f.getLineNumber()))
              .toList());
    }
    return frames;
  }

  private static Optional<MethodSource> method(TestIdentifier test) {
    return test.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
  }

  private void line(String... fields) {
    List<String> escaped = Arrays.stream(fields).map(EventLog::escape).toList();
    events.print(String.join("\t", escaped) + "\n");
  }

  private static String escape(String field) {
    return field
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  /** Reads the events of a run that has ended, in the order of the steps. */
  static List<TestResult> read(Path file) throws IOException {
    Map<String, TestResult> results = new LinkedHashMap<>();
    // A killed JVM may leave half a line.
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    text = text.substring(0, text.lastIndexOf('\n') + 1);
    for (String line : text.lines().toList()) {
      String[] f =
          Arrays.stream(line.split("\t", -1)).map(String::translateEscapes).toArray(String[]::new);
      String key = f[1] + "." + f[2];
      switch (f[0]) {
        case "plan" -> results.put(key, planned(f));
        case "start" -> results.compute(key, (k, r) -> with(r, Status.CUT_OFF, r.failure(), 0));
        case "fail" -> results.compute(key, (k, r) -> with(r, r.status(), firstFailure(r, f), 0));
        case "end" ->
            results.compute(
                key,
                (k, r) -> {
                  Status status = r.failure() == null ? Status.PASSED : Status.FAILED;
                  return with(r, status, r.failure(), Long.parseLong(f[3]));
                });
        default -> throw new IOException("an event that nobody writes: " + line);
      }
    }
    return results.values().stream().sorted(Comparator.comparingInt(TestResult::step)).toList();
  }

  private static TestResult planned(String[] f) {
    String simpleName = f[1].substring(f[1].lastIndexOf('.') + 1);
    int step = Integer.parseInt(f[3]);
    return new TestResult(step, f[4], simpleName, f[2], f[5], Status.NOT_RUN, null, 0);
  }

  private static TestResult with(TestResult r, Status status, Failure failure, long nanos) {
    return new TestResult(
        r.step(), r.title(), r.testClass(), r.method(), r.rule(), status, failure, nanos);
  }

  private static Failure firstFailure(TestResult result, String[] f) {
    if (result.failure() != null) {
      return result.failure();
    }
    List<Frame> frames = new ArrayList<>();
    for (int i = 6; i + 2 < f.length; i += 3) {
      frames.add(new Frame(f[i], f[i + 1], Integer.parseInt(f[i + 2])));
    }
    return new Failure(f[3], f[4], f[5], List.copyOf(frames));
  }
}
