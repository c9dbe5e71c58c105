package sharing.testkit.interleaver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Failure;
import sharing.testkit.threads.WatchedCall;
import sharing.testkit.visibility.VisibilityProbe;

/**
 * Runs two workers in every order in which one of them is interrupted once by the other, on code
 * that knows nothing of it.
 *
 * <p>A scenario says what the workers do, and what must hold when both have ended:
 *
 * <pre>{@code
 * static class TwoAdds implements Interleaver.Scenario {
 *   private final Counter counter = new Counter();
 *   public void worker1() { counter.add(); }
 *   public void check() { assertThat(counter.get()).as("the count after two adds").isEqualTo(2); }
 * }
 *
 * @Test
 * void no_add_is_lost() throws Exception {
 *   Interleaver.assertHolds(TwoAdds.class);
 * }
 * }</pre>
 *
 * <p>In each schedule worker 1 is paused before one {@linkplain CodePosition shared action} of the
 * student's code. Worker 2 then runs until it has ended, or cannot go on without worker 1. Then
 * worker 1 goes on, and both end. So for each shared action that worker 1 is seen to do; and then,
 * if the workers do different things, the other way round. Threads that a worker starts are part of
 * it: its pause holds them all.
 *
 * <p>A {@link Call} is for the threads of one call, and there is no second worker. Each thread, the
 * caller too, is paused in turn; the others then run one after the other, until each has ended or
 * cannot go on; then it goes on. Of what a thread does again and again, the first times are tried.
 *
 * <p>{@link Processes} are for two workers, each in a JVM of its own, which share files. Whether
 * one waits for a file lock is known at once on Linux; elsewhere the wait must have lasted.
 *
 * <p>The student's classes are loaded once more, with a call before each shared action, and run in
 * threads of this JVM. Who must wait, waits in that call.
 *
 * <p>What it promises:
 *
 * <ul>
 *   <li>What it rejects is wrong: the schedule that it names has been run.
 *   <li>Whether worker 2 cannot go on is known at once if all its threads wait for a monitor or an
 *       exclusive lock that worker 1 owns. A wait without an owner, a poll or a loop must have
 *       lasted, in looks and in processor time. To guess too early there costs a schedule: both
 *       then run at once, which right code must bear.
 *   <li>It does not pass if there are too many schedules, or none. A hang in one ends by itself.
 * </ul>
 *
 * <p>What it does not show: a mistake that needs two pauses, or three workers; and what a compiler
 * or a processor may reorder, such as a missing {@code volatile}: see {@link VisibilityProbe}. A
 * thread that a worker starts and does not wait for is not paused when the worker has ended. Where
 * the threads of one worker race with each other, what was seen once may not be met again. Keep a
 * worker small: some 50 shared actions, and less than 100 ms of work.
 */
public final class Interleaver {
  private static final int MAX_SCHEDULES = 250;

  /** Where sources stand, seen from the folder of their classes. */
  private static final List<String> SOURCES =
      List.of(
          "../../src/main/java",
          "../../src/test/java",
          "../generated-test-sources/lesson/test/java",
          "../sources");

  private final Class<? extends Checked> scenario;
  private final Schedules kind;
  private final int maxSchedules;
  private int schedules;
  private volatile Schedule now;

  /** What the first worker was seen to do, and what of it has not been tried. */
  private final Set<Breakpoint> known = new LinkedHashSet<>();

  private final Queue<Breakpoint> untried = new ArrayDeque<>();
  private Breakpoint lastNoted;
  private Breakpoint middle;

  /**
   * A place to pause, told by itself and not by its number in a row, for threads of one worker may
   * get there in any order.
   *
   * @param action what is about to be done
   * @param time which of its occurrences in one schedule, counted from 1
   */
  record Breakpoint(CodePosition action, int time) {}

  /** What every scenario has. Each schedule has a new object of its class, by its constructor. */
  interface Checked {
    /** Checks, when all have ended, what came out. */
    void check() throws Exception;
  }

  /**
   * Two workers that share something. Each schedule has a new object of this class, by its
   * constructor without parameters. What is static is shared by all schedules.
   */
  public interface Scenario extends Checked {
    /** What worker 1 does. An exception is a failure; one that is owed is caught here. */
    void worker1() throws Exception;

    /** What worker 2 does: the same, unless this is overridden. */
    default void worker2() throws Exception {
      worker1();
    }
  }

  /** One call that starts threads, which share something. As for a {@link Scenario}. */
  public interface Call extends Checked {
    /** What the caller does. An exception is a failure; one that is owed is caught here. */
    void call() throws Exception;
  }

  /**
   * Two workers in processes of their own, which share the files of a folder, and no memory. Each
   * schedule has new objects of this class, by its constructor with the folder's {@link
   * java.nio.file.Path}: one for each worker, in the worker's JVM, and one for the test.
   */
  public interface Processes extends Scenario {
    /** Makes the files that the workers need, before they are made. */
    default void prepare() throws Exception {}

    /** Checks what came out when worker 1 was killed in the middle, and worker 2 has ended. */
    void checkAfterKill() throws Exception;
  }

  /** Makes schedules of one kind. */
  interface Schedules {
    /**
     * A schedule.
     *
     * @param type the scenario
     * @param party the number of the one that is paused, from 0
     * @param stop where it is paused, or null to see what it does
     * @param note told what it does if there is no stop; false if that is too much
     */
    Schedule of(
        Class<? extends Checked> type, int party, Breakpoint stop, Predicate<Breakpoint> note)
        throws Exception;

    /** The schedule after all others, or null: the first one is killed in the middle. */
    default Schedule last(Breakpoint middle) {
      return null;
    }
  }

  private Interleaver(
      Class<? extends Checked> scenario, int maxSchedules, List<String> packages, Schedules kind)
      throws ClassNotFoundException {
    this.kind = kind;
    InstrumentingClassLoader loader =
        new InstrumentingClassLoader(this::before, scenario, packages);
    this.scenario = loader.loadClass(scenario.getName()).asSubclass(Checked.class);
    this.maxSchedules = maxSchedules;
  }

  /**
   * Tries all schedules of a scenario. The student's code is what stands in the scenario's package,
   * but not beside the scenario itself.
   *
   * @throws CheckFailedError if one fails, or if there are more than {@value #MAX_SCHEDULES}
   */
  public static void assertHolds(Class<? extends Scenario> scenario) throws Exception {
    assertHolds(scenario, MAX_SCHEDULES, scenario.getPackageName());
  }

  /**
   * Tries all schedules of a scenario.
   *
   * @param maxSchedules how many there may be
   * @param packages the packages of the student's code
   * @throws CheckFailedError if one fails, or if there are more
   */
  public static void assertHolds(
      Class<? extends Scenario> scenario, int maxSchedules, String... packages) throws Exception {
    new Interleaver(scenario, maxSchedules, List.of(packages), Schedule::of).bounded();
  }

  /** The same for the threads of one call. */
  public static void assertCallHolds(Class<? extends Call> call) throws Exception {
    assertCallHolds(call, MAX_SCHEDULES, call.getPackageName());
  }

  /** The same for the threads of one call. */
  public static void assertCallHolds(
      Class<? extends Call> call, int maxSchedules, String... packages) throws Exception {
    new Interleaver(call, maxSchedules, List.of(packages), Schedule::of).bounded();
  }

  /**
   * The same for two workers, each in a JVM of its own. After all schedules there is one more, in
   * which the JVM of worker 1 is killed in the middle of what it does, and worker 2 runs then.
   */
  public static void assertProcessesHold(Class<? extends Processes> scenario) throws Exception {
    assertProcessesHold(scenario, scenario.getPackageName());
  }

  /** The same, with the packages of the student's code. */
  public static void assertProcessesHold(Class<? extends Processes> scenario, String... packages)
      throws Exception {
    try (ActorJvms jvms = new ActorJvms(scenario, List.of(packages))) {
      new Interleaver(scenario, MAX_SCHEDULES, List.of(packages), jvms).bounded();
    }
  }

  private void bounded() throws Exception {
    WatchedCall.bounded(
        () -> {
          try {
            tryAll();
          } finally {
            if (now != null) {
              now.abandon();
            }
          }
          return null;
        });
  }

  private void tryAll() throws Exception {
    int parties;
    int first = 0;
    do {
      tryAllOf(first);
      parties = now.parties();
      first++;
    } while (first < parties);
    now = kind.last(middle);
    if (now != null) {
      schedules++;
      runOne();
    }
  }

  /** The last schedule with this first worker is one that sees nothing new. */
  private void tryAllOf(int first) throws Exception {
    known.clear();
    boolean sawAll = false;
    while (!sawAll) {
      Breakpoint stop = untried.poll();
      int before = known.size();
      schedules++;
      now = kind.of(scenario, first, stop, this::isNoted);
      runOne();
      sawAll = stop == null && known.size() == before;
    }
    if (first == 0) {
      middle = known.stream().skip(known.size() / 2).findFirst().orElse(null);
    }
    if (known.isEmpty() && first == 0) {
      throw new CheckFailedError(
          now.first() + " ran, and was watched.",
          "it does something in the student's packages that others may notice.",
          "it does not, or its classes lack line numbers. No verdict.");
    }
  }

  private void runOne() throws Exception {
    try {
      now.run(scenario);
    } catch (Schedule.Failed failed) {
      throw isTooMuch() ? tooMuch() : failed(failed.failure());
    }
  }

  /** Notes what the first worker is seen to do; false if that is too much. */
  private boolean isNoted(Breakpoint stop) {
    if (!isTooMuch() && known.add(stop)) {
      untried.add(stop);
    }
    lastNoted = stop;
    return !isTooMuch();
  }

  private boolean isTooMuch() {
    return schedules + untried.size() > maxSchedules;
  }

  private void before(CodePosition action) {
    now.before(action);
  }

  private CheckFailedError tooMuch() throws Exception {
    return new CheckFailedError(
        "Each shared action of a worker makes a schedule. The last that was seen stands\n"
            + place(lastNoted.action()),
        "at most " + maxSchedules + " schedules.",
        "more. No verdict.");
  }

  /** What a student reads: the schedule, what was checked, and what was expected and seen. */
  private CheckFailedError failed(Failure check) throws Exception {
    List<String> how = new ArrayList<>();
    CodePosition pausedAt = now.pausedAt();
    String place = pausedAt == null ? "" : place(pausedAt);
    how.add(now.story.toString().strip().replace(Schedule.PLACE, place));
    how.add(check.how().isEmpty() ? "" : "Then this was checked: " + check.how());
    how.add(
        now.story.isEmpty()
            ? "A new scenario was made."
            : "This is schedule " + schedules + " of the scenario.");
    how.removeIf(String::isEmpty);
    CheckFailedError failed = new CheckFailedError(check.withHow(String.join("\n", how)), null);
    if (pausedAt != null) {
      // The place of the pause comes first, so that the report sends the student there.
      List<StackTraceElement> frames = new ArrayList<>(List.of(failed.getStackTrace()));
      frames.add(0, pausedAt.frame());
      failed.setStackTrace(frames.toArray(StackTraceElement[]::new));
    }
    return failed;
  }

  private static String place(CodePosition at) throws Exception {
    String line = sourceLine(at);
    return (at.beginsLine() ? "before " : "in the middle of ")
        + at.file()
        + ":"
        + at.line()
        + (at.beginsLine() ? "" : ", before " + at.what())
        + (line.isEmpty() ? "." : ": `" + line + "`.");
  }

  /** The text of a line, or an empty one if its file is not found beside its class. */
  private static String sourceLine(CodePosition at) throws Exception {
    Class<?> type = Class.forName(at.type(), false, Interleaver.class.getClassLoader());
    Path classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    String inPackage = type.getPackageName().replace('.', '/') + "/" + at.file();
    for (String folder : SOURCES) {
      Path file = classes.resolve(folder).resolve(inPackage).normalize();
      if (Files.isRegularFile(file)) {
        List<String> lines = Files.readAllLines(file);
        return at.line() <= lines.size() ? lines.get(at.line() - 1).strip() : "";
      }
    }
    return "";
  }
}
