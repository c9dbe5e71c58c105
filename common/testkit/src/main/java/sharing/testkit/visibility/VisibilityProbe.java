package sharing.testkit.visibility;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.List;
import sharing.common.ChildJvm;
import sharing.common.ParentJvm;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Failure;

/**
 * Shows whether a loop that is already running sees a flag that another thread raises.
 *
 * <p>A fresh JVM runs {@code while (!flag.isRaised()) {}} until its optimising compiler has
 * compiled the loop. If nothing orders the read, the compiler moves it out of the loop (JLS 17.3
 * permits it), and the loop never ends.
 *
 * <p>It does not pass by luck, and does not fail because a machine is slow:
 *
 * <ul>
 *   <li>The JVM has fixed options: one compiler, and the loop waits for it, so that what decides is
 *       the number of iterations.
 *   <li>Before the raise and after it, the loop is given {@value #LOOP_MILLIS} ms of processor
 *       time, not time on the wall.
 *   <li>A plain flag is tried beside the student's. If its loop ends, this JVM cannot judge, and
 *       the probe says so instead of passing.
 * </ul>
 *
 * <p>It shows that visibility is missing. It does not show the opposite: a flag that is seen here
 * may still be ordered by luck. Any number of threads may use it.
 */
public final class VisibilityProbe {
  private static final int LOOP_MILLIS = 30;
  private static final int RAISE_MILLIS = 2_000;
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final List<String> OPTIONS =
      List.of(
          "-XX:-TieredCompilation", "-Xbatch", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx64m");

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private VisibilityProbe() {}

  private enum Outcome {
    SEEN,
    STUCK,
    /** The flag could not be judged: it did something else that is wrong. */
    BROKEN
  }

  /** What the child tells. The failure is null unless the flag is broken. */
  private record Answer(Outcome outcome, Failure failure) {
    static Answer broken(String expected, String seen) {
      return new Answer(
          Outcome.BROKEN, Failure.check("A loop ran: while (!flag.isRaised()) {}", expected, seen));
    }
  }

  /** A flag under test. An implementation has a public constructor without parameters. */
  public interface Subject {
    /** Raises the flag. */
    void raise();

    /** Whether the flag is raised. */
    boolean isRaised();
  }

  /** The control: nothing orders its reads. */
  public static final class PlainFlag implements Subject {
    private boolean raised;

    @Override
    public void raise() {
      raised = true;
    }

    @Override
    public boolean isRaised() {
      return raised;
    }
  }

  /**
   * Checks that a running loop sees the flag.
   *
   * @throws CheckFailedError if it does not, or if this JVM cannot tell
   * @throws IOException if no JVM can be started
   */
  public static void assertSeenByRunningLoop(Class<? extends Subject> subject)
      throws IOException, InterruptedException {
    try (ChildJvm control = start(PlainFlag.class);
        ChildJvm probe = start(subject)) {
      Answer answer = answer(probe);
      if (answer.outcome() == Outcome.BROKEN) {
        throw new CheckFailedError(answer.failure(), null);
      }
      if (answer(control).outcome() != Outcome.STUCK) {
        throw new CheckFailedError(
            "A plain flag was tried first, and its loop must not end in this JVM.",
            "this JVM can show a flag that is not visible.",
            "it cannot (" + System.getProperty("java.vm.name") + "). No verdict.");
      }
      if (answer.outcome() == Outcome.STUCK) {
        throw new CheckFailedError(
            "Thread 1 ran the loop: while (!flag.isRaised()) {}\n"
                + "Thread 2 called flag.raise(), and the call returned.\n"
                + "Thread 1 then looped on for "
                + LOOP_MILLIS
                + " ms of processor time.",
            "the loop sees that the flag is raised, and ends.",
            "the loop goes on, as if nobody had raised it.");
      }
    }
  }

  private static ChildJvm start(Class<? extends Subject> subject) throws IOException {
    String classPath = System.getProperty("java.class.path");
    return ChildJvm.start(classPath, OPTIONS, VisibilityProbe.class, subject.getName())
        .endAfter(BOUND);
  }

  private static Answer answer(ChildJvm child) throws InterruptedException {
    return child
        .receive()
        .map(json -> GSON.fromJson(json, Answer.class))
        .orElseGet(() -> Answer.broken("raise() and isRaised() return.", "one of them did not."));
  }

  /** The child: sends its {@link Answer} as a line of JSON. */
  public static void main(String[] arguments) throws Exception {
    ParentJvm parent = ParentJvm.connect();
    parent.send(GSON.toJson(judge(arguments[0])));
    parent.finish();
  }

  private static Answer judge(String subject) throws Exception {
    Subject flag;
    try {
      flag = (Subject) Class.forName(subject).getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      return Answer.broken("a new flag.", String.valueOf(e.getCause()));
    }
    String[] thrown = {null};
    Thread loop = new Thread(() -> spin(flag), "loop");
    loop.setDaemon(true);
    loop.setUncaughtExceptionHandler((thread, error) -> thrown[0] = error.toString());
    loop.start();
    awaitProcessorTime(loop, loop);
    if (!loop.isAlive()) {
      return thrown[0] == null
          ? Answer.broken("a new flag is not raised.", "it is.")
          : Answer.broken("isRaised() tells whether the flag is raised.", thrown[0]);
    }
    Thread raise = new Thread(flag::raise, "raise");
    raise.setDaemon(true);
    raise.setUncaughtExceptionHandler((thread, error) -> thrown[0] = error.toString());
    raise.start();
    // A lock that the loop takes again and again may be given to the other late, but is given.
    for (int i = 0; i < RAISE_MILLIS / LOOP_MILLIS && raise.isAlive(); i++) {
      awaitProcessorTime(raise, loop);
    }
    if (raise.isAlive()) {
      return Answer.broken(
          "raise() returns, while another thread calls isRaised().",
          "it does not return. What does it wait for, and who should let it go?");
    }
    if (thrown[0] != null) {
      return Answer.broken("raise() raises the flag.", thrown[0]);
    }
    awaitProcessorTime(loop, loop);
    return new Answer(loop.isAlive() ? Outcome.STUCK : Outcome.SEEN, null);
  }

  /** The loop must stay as bare as this: a call or an allocation in it could hide the fault. */
  private static void spin(Subject flag) {
    while (!flag.isRaised()) {}
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
