package sharing.testkit.visibility;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sharing.common.ChildJvm;
import sharing.common.ParentJvm;
import sharing.testkit.CheckFailedError;

/**
 * Shows whether a loop that is already running sees what another thread changes.
 *
 * <p>A fresh JVM runs a loop such as {@code while (!flag.isRaised()) {}} until its optimising
 * compiler has compiled it. If nothing orders the read, the compiler moves it out of the loop (JLS
 * 17.3 permits it), and the loop never ends.
 *
 * <p>It does not pass by luck, and does not fail because a machine is slow:
 *
 * <ul>
 *   <li>The JVM has fixed options: one compiler, and the loop waits for it, so that what decides is
 *       the number of iterations.
 *   <li>Before the change and after it, the loop is given {@value #LOOP_MILLIS} ms of processor
 *       time; elapsed time does not count.
 *   <li>A plain field is tried beside the student's class. If its loop ends, or its JVM does not
 *       start, this machine cannot judge, and the probe says so instead of passing.
 * </ul>
 *
 * <p>It shows that visibility is missing. It does not show the opposite: a change that is seen here
 * may still be ordered by luck. Any number of threads may use it.
 */
public final class VisibilityProbe {
  private static final int LOOP_MILLIS = 30;
  private static final int CHANGE_MILLIS = 2_000;
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final List<String> OPTIONS =
      List.of(
          "-XX:-TieredCompilation", "-Xbatch", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx64m");

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private VisibilityProbe() {}

  private enum Outcome {
    SEEN,
    NOT_SEEN,
    CONSTRUCTOR_THREW,
    LOOP_THREW,
    /** The loop ended before anything was changed. */
    LOOP_ENDED,
    CHANGE_THREW,
    CHANGE_HANGS,
    /** The JVM ended, or was stopped at the time limit, without an answer. */
    NO_ANSWER
  }

  /**
   * The answer of the child.
   *
   * @param told the exception; or how the JVM ended, if it gave no answer; otherwise empty
   */
  private record Answer(Outcome outcome, String told) {}

  /** The object under test. An implementation has a public constructor without parameters. */
  public interface Subject {
    /** The change that the loop must see. */
    void change();

    /** The condition of the loop: false for a new object, and true after the change. */
    boolean isChanged();
  }

  /** The control: nothing orders its reads. */
  public static final class PlainField implements Subject {
    private boolean changed;

    @Override
    public void change() {
      changed = true;
    }

    @Override
    public boolean isChanged() {
      return changed;
    }
  }

  /**
   * Checks that a running loop sees the change.
   *
   * @param change the student's call in {@link Subject#change}, as in {@code flag.raise()}
   * @param loop the loop that asks {@link Subject#isChanged}, with the student's call: {@code while
   *     (!flag.isRaised()) {}}
   * @throws CheckFailedError if it does not, or if this machine cannot tell
   * @throws IOException if no JVM can be started
   */
  public static void assertSeenByRunningLoop(
      Class<? extends Subject> subject, String change, String loop)
      throws IOException, InterruptedException {
    assertSeenByRunningLoop(subject, change, loop, OPTIONS);
  }

  /** The same, in JVMs with other options. */
  static void assertSeenByRunningLoop(
      Class<? extends Subject> subject, String change, String loop, List<String> options)
      throws IOException, InterruptedException {
    try (ChildJvm control = start(PlainField.class, options);
        ChildJvm probe = start(subject, options)) {
      Answer answer = answer(probe);
      Answer ofControl = answer(control);
      if (ofControl.outcome() == Outcome.NO_ANSWER) {
        throw new CheckFailedError(
            "A JVM without your code was started to try a plain field. " + ofControl.told(),
            "the JVM reports what its loop saw.",
            "it reported nothing, so there is no verdict on your code.");
      }
      if (answer.outcome() != Outcome.SEEN && answer.outcome() != Outcome.NOT_SEEN) {
        throw broken(answer, change, loop);
      }
      if (ofControl.outcome() != Outcome.NOT_SEEN) {
        throw new CheckFailedError(
            "A plain field was tried first: in this JVM, its loop must not end.",
            "this JVM can show that a change stays invisible.",
            "it cannot (" + System.getProperty("java.vm.name") + "), so there is no verdict.");
      }
      if (answer.outcome() == Outcome.NOT_SEEN) {
        throw new CheckFailedError(
            "Thread 1 ran the loop: "
                + loop
                + "\nThread 2 called "
                + change
                + ", and the call returned.\nThread 1 then ran the loop for "
                + LOOP_MILLIS
                + " ms of processor time.",
            "the loop sees the change that " + change + " made, and ends.",
            "the loop goes on, as if " + change + " had not been called.");
      }
    }
  }

  private static CheckFailedError broken(Answer answer, String change, String loop) {
    String expected =
        switch (answer.outcome()) {
          case CONSTRUCTOR_THREW -> "a new object.";
          case LOOP_ENDED -> "the loop goes on until " + change + " is called.";
          case LOOP_THREW -> "the loop throws nothing.";
          case CHANGE_THREW -> change + " throws nothing.";
          case CHANGE_HANGS -> change + " returns while another thread runs the loop.";
          default -> change + " and the call in the loop return.";
        };
    String seen =
        switch (answer.outcome()) {
          case LOOP_ENDED -> "it ended before the call.";
          case CHANGE_HANGS ->
              "it does not return. What does it wait for, and which thread ends the wait?";
          default -> answer.told();
        };
    return new CheckFailedError("A thread ran the loop: " + loop, expected, seen);
  }

  private static ChildJvm start(Class<? extends Subject> subject, List<String> options)
      throws IOException {
    String classPath = System.getProperty("java.class.path");
    return ChildJvm.start(classPath, options, VisibilityProbe.class, subject.getName())
        .endAfter(BOUND);
  }

  private static Answer answer(ChildJvm child) throws InterruptedException {
    Optional<String> json = child.receive();
    if (json.isPresent()) {
      return GSON.fromJson(json.get(), Answer.class);
    }
    child.waitFor(BOUND);
    String printed = child.lastWords().strip();
    return new Answer(
        Outcome.NO_ANSWER,
        "The JVM ended with exit code "
            + child.exitCode()
            + (printed.isEmpty() ? ", and printed nothing." : ", and printed:\n" + printed));
  }

  /** The child: sends its {@link Answer} as a line of JSON. */
  public static void main(String[] arguments) throws Exception {
    ParentJvm parent = ParentJvm.connect();
    parent.send(GSON.toJson(judge(arguments[0])));
    parent.finish();
  }

  private static Answer judge(String type) throws Exception {
    Subject subject;
    try {
      subject = (Subject) Class.forName(type).getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      return new Answer(Outcome.CONSTRUCTOR_THREW, String.valueOf(e.getCause()));
    }
    String[] thrown = {""};
    Thread loop = new Thread(() -> spin(subject), "loop");
    loop.setDaemon(true);
    loop.setUncaughtExceptionHandler((thread, error) -> thrown[0] = error.toString());
    loop.start();
    awaitProcessorTime(loop, loop);
    if (!loop.isAlive()) {
      return new Answer(thrown[0].isEmpty() ? Outcome.LOOP_ENDED : Outcome.LOOP_THREW, thrown[0]);
    }
    Thread change = new Thread(subject::change, "change");
    change.setDaemon(true);
    change.setUncaughtExceptionHandler((thread, error) -> thrown[0] = error.toString());
    change.start();
    // A lock that the loop takes again and again may be given to the other late, but is given.
    for (int i = 0; i < CHANGE_MILLIS / LOOP_MILLIS && change.isAlive(); i++) {
      awaitProcessorTime(change, loop);
    }
    if (change.isAlive()) {
      return new Answer(Outcome.CHANGE_HANGS, "");
    }
    if (!thrown[0].isEmpty()) {
      return new Answer(Outcome.CHANGE_THREW, thrown[0]);
    }
    awaitProcessorTime(loop, loop);
    return new Answer(loop.isAlive() ? Outcome.NOT_SEEN : Outcome.SEEN, "");
  }

  /** The loop must stay as bare as this: a call or an allocation in it could hide the fault. */
  private static void spin(Subject subject) {
    while (!subject.isChanged()) {}
  }

  /** Waits for the end of a thread, or until the loop has had its time. */
  private static void awaitProcessorTime(Thread end, Thread loop) throws InterruptedException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long enough = threads.getThreadCpuTime(loop.getId()) + LOOP_MILLIS * 1_000_000L;
    while (end.isAlive() && loop.isAlive() && threads.getThreadCpuTime(loop.getId()) < enough) {
      end.join(5);
    }
  }
}
