package sharing.testing;

import com.sun.jdi.ClassType;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadGroupReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.BreakpointRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sharing.testing.SharedActions.Action;

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
 * <p>In each schedule worker 1 is paused before one {@linkplain SharedActions shared action} of the
 * student's code. Worker 2 then runs until it has ended, or cannot go on without worker 1. Then
 * worker 1 goes on, and both end. So for each shared action that worker 1 is seen to do; and then,
 * if the workers do different things, the other way round. Threads that a worker starts are part of
 * it: its pause holds them all. The workers live in a JVM of their own.
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
  private static final String RUNNER = ScheduleRunner.class.getName();

  /** What the child calls to be driven. */
  private static final Set<String> CALLS = Set.of("begin", "turn", "ended", "failed", "done");

  /** AssertJ's form of a message: what was checked, in brackets, and then what was expected. */
  private static final Pattern DESCRIBED = Pattern.compile("(?s)\\s*\\[(.*?)] ?\\R(.*)");

  /** Where sources stand, seen from the folder of their classes. */
  private static final List<String> SOURCES =
      List.of(
          "../../src/main/java",
          "../../src/test/java",
          "../generated-test-sources/lesson/test/java",
          "../sources");

  private final Class<? extends Scenario> scenario;
  private final int maxSchedules;
  private final DebuggedJvm jvm;
  private final Map<Location, Action> actions = new HashMap<>();
  private ClassType runner;
  private int schedules;

  /** What the first worker was seen to do, and what of it has not been tried. */
  private final Set<Stop> known = new HashSet<>();

  private final Queue<Stop> untried = new ArrayDeque<>();

  /** The worker to pause, and the other one. */
  private ThreadGroupReference first;

  private ThreadGroupReference second;

  /** Where to pause it, or null to see what it does. */
  private Stop stop;

  private final Map<Action, Integer> times = new HashMap<>();
  private final List<BreakpointRequest> stops = new ArrayList<>();
  private boolean isTurnOfFirst;

  /** Where it was paused, and which thread, or null. */
  private Action pausedAt;

  private ThreadReference paused;

  /** Who did what in this schedule, one sentence a line. */
  private String story = "";

  /**
   * A place to pause, told by itself and not by its number in a row, for threads of one worker may
   * get there in any order.
   *
   * @param action what is about to be done
   * @param time which of its occurrences in one schedule, counted from 1
   */
  private record Stop(Action action, int time) {}

  /**
   * Two workers that share something. Each schedule has a new object of this class, by its
   * constructor without parameters. What is static is shared by all schedules.
   */
  public interface Scenario {
    /** What worker 1 does. An exception is a failure; one that is owed is caught here. */
    void worker1() throws Exception;

    /** What worker 2 does: the same, unless this is overridden. */
    default void worker2() throws Exception {
      worker1();
    }

    /** Checks, when both workers have ended, what came out. */
    void check() throws Exception;
  }

  private Interleaver(Class<? extends Scenario> scenario, int maxSchedules, DebuggedJvm jvm) {
    this.scenario = scenario;
    this.maxSchedules = maxSchedules;
    this.jvm = jvm;
  }

  /**
   * Tries all schedules of a scenario. The student's code is what stands in the scenario's package,
   * without the file of the scenario itself.
   *
   * @throws CheckFailed if one fails, or if there are more than {@value #MAX_SCHEDULES}
   */
  public static void assertHolds(Class<? extends Scenario> scenario) throws Exception {
    assertHolds(scenario, MAX_SCHEDULES, scenario.getPackageName());
  }

  /**
   * Tries all schedules of a scenario.
   *
   * @param maxSchedules how many there may be
   * @param packages the packages of the student's code
   * @throws CheckFailed if one fails, or if there are more
   */
  public static void assertHolds(
      Class<? extends Scenario> scenario, int maxSchedules, String... packages) throws Exception {
    Watched.bounded(
        () -> {
          try (DebuggedJvm jvm = DebuggedJvm.start(ScheduleRunner.class, scenario.getName())) {
            jvm.announce(RUNNER);
            List.of(packages).forEach(name -> jvm.announce(name + ".*"));
            new Interleaver(scenario, maxSchedules, jvm).drive();
          }
          return null;
        });
  }

  private void drive() throws Exception {
    try {
      boolean done = false;
      while (!done) {
        EventSet events = jvm.next();
        if (events == null) {
          throw failed("Expected: both workers end.\nSeen: no sign of life for a minute.");
        }
        boolean stands = false;
        for (Event event : events) {
          if (event instanceof ClassPrepareEvent loaded) {
            loaded(loaded.referenceType());
          } else if (event instanceof BreakpointEvent reached) {
            Action action = actions.get(reached.location());
            if (action == null) {
              done |= called(reached);
            } else {
              stands |= standsAt(action, reached.thread());
            }
          } else if (event instanceof VMDeathEvent || event instanceof VMDisconnectEvent) {
            throw ended();
          }
        }
        if (!stands) {
          events.resume();
        }
      }
    } catch (VMDisconnectedException e) {
      throw ended();
    }
  }

  private void loaded(ReferenceType type) throws Exception {
    String scenarioFile = scenario.getName().replaceFirst("\\$.*", "");
    if (type.name().equals(RUNNER)) {
      runner = (ClassType) type;
      runner.methods().stream()
          .filter(method -> CALLS.contains(method.name()))
          .forEach(method -> jvm.breakAt(method.location()));
    } else if (!type.name().equals(scenarioFile) && !type.name().startsWith(scenarioFile + "$")) {
      for (Action action : SharedActions.of(type)) {
        actions.put(action.location(), action);
        if (isTurnOfFirst && stop == null) {
          stops.add(jvm.breakAt(action.location()));
        }
      }
    }
  }

  /** The child made a call; whether it was the last. */
  private boolean called(BreakpointEvent call) throws Exception {
    List<Value> values = call.thread().frame(0).getArgumentValues();
    switch (call.location().method().name()) {
      case "begin" -> begin(group(values.get(0)), group(values.get(1)));
      case "turn" -> turn(group(values.get(0)), group(values.get(1)), text(values.get(2)));
      case "ended" -> scheduleEnded();
      case "failed" -> {
        story = text(values.get(0)).strip();
        throw failed(text(values.get(1)));
      }
      default -> {
        return true;
      }
    }
    return false;
  }

  private static String text(Value value) {
    return value == null ? "" : ((StringReference) value).value();
  }

  private static ThreadGroupReference group(Value value) {
    return (ThreadGroupReference) value;
  }

  private void begin(ThreadGroupReference one, ThreadGroupReference other) {
    schedules++;
    first = one;
    second = other;
    isTurnOfFirst = true;
    times.clear();
    pausedAt = null;
    story = "";
    stop = untried.poll();
    breakAtStops();
  }

  private void breakAtStops() {
    if (stop == null) {
      actions.keySet().forEach(location -> stops.add(jvm.breakAt(location)));
    } else {
      stops.add(jvm.breakAt(stop.action.location()));
    }
  }

  /**
   * Both workers have ended. The last schedule with this first worker is one that saw nothing new.
   */
  private void scheduleEnded() throws Exception {
    turn(null, null, story); // It may have left a thread behind that stands.
    if (known.isEmpty()) {
      throw new CheckFailed(
          first.name() + " ran, and was watched.",
          "Expected: it does something in the student's packages that others may notice.\n"
              + "Seen: it does not, or its classes lack line numbers. No verdict.");
    }
    boolean more = stop != null || !untried.isEmpty();
    if (!more) {
      known.clear();
    }
    runner.setValue(runner.fieldByName("more"), jvm.mirrorOf(more));
  }

  private void clearStops() {
    jvm.clear(stops);
    stops.clear();
  }

  private void turn(ThreadGroupReference hold, ThreadGroupReference letGo, String storySoFar) {
    story = storySoFar.strip();
    if (hold != null) {
      DebuggedJvm.hold(hold);
    }
    isTurnOfFirst = first.equals(letGo);
    if (isTurnOfFirst && pausedAt == null && stops.isEmpty()) {
      breakAtStops();
    } else if (!isTurnOfFirst) {
      clearStops();
    }
    List.of(first, second).stream()
        .filter(group -> letGo == null || letGo.equals(group))
        .forEach(DebuggedJvm::letGo);
    if (paused != null && (letGo == null || isTurnOfFirst)) {
      DebuggedJvm.letGo(paused);
      paused = null;
    }
  }

  /**
   * Notes what is done in the first worker's turn, and holds that worker where it is to stop. A
   * pool that both share may do it: what it does in this turn, it does for the first.
   */
  private boolean standsAt(Action action, ThreadReference thread) throws Exception {
    if (!isTurnOfFirst || DebuggedJvm.isIn(second, thread)) {
      return false;
    }
    if (pausedAt != null) {
      return DebuggedJvm.isIn(first, thread); // Another one had just come to the stop.
    }
    Stop here = new Stop(action, times.merge(action, 1, Integer::sum));
    if (stop == null && known.add(here)) {
      untried.add(here);
      if (schedules + untried.size() > maxSchedules) {
        throw new CheckFailed(
            "Each shared action of a worker makes a schedule. The last that was seen stands\n"
                + place(action),
            "Expected: at most " + maxSchedules + " schedules.\nSeen: more. No verdict.");
      }
    }
    if (!here.equals(stop)) {
      return false;
    }
    pausedAt = action;
    paused = thread;
    clearStops();
    DebuggedJvm.hold(first);
    runner.setValue(runner.fieldByName("paused"), thread);
    return true;
  }

  private CheckFailed ended() throws Exception {
    return failed("Expected: both workers end.\nSeen: " + jvm.ending());
  }

  /** What a student reads: the schedule, what was checked, and what was expected and seen. */
  private CheckFailed failed(String seen) throws Exception {
    Matcher described = DESCRIBED.matcher(seen);
    List<String> how = new ArrayList<>();
    boolean isPaused = story.contains(ScheduleRunner.PLACE);
    how.add(isPaused ? story.replace(ScheduleRunner.PLACE, place(pausedAt)) : story);
    if (described.matches()) {
      how.add("Then this was checked: " + described.group(1));
    }
    how.add(
        story.isEmpty()
            ? "A new scenario was made."
            : "This is schedule " + schedules + " of the scenario.");
    how.removeIf(String::isEmpty);
    String last = described.matches() ? described.group(2).strip() : seen.strip();
    CheckFailed failed = new CheckFailed(String.join("\n", how), last);
    if (isPaused) {
      failed.setStackTrace(with(pausedAt.location(), failed.getStackTrace()));
    }
    return failed;
  }

  private static String place(Action action) throws Exception {
    Location at = action.location();
    String line = sourceLine(at);
    return (action.beginsLine() ? "before " : "in the middle of ")
        + at.sourceName()
        + ":"
        + at.lineNumber()
        + (action.beginsLine() ? "" : ", before " + action.what())
        + (line.isEmpty() ? "." : ": `" + line + "`.");
  }

  /** The text of a line, or an empty one if its file is not found beside its class. */
  private static String sourceLine(Location at) throws Exception {
    Class<?> type =
        Class.forName(at.declaringType().name(), false, Interleaver.class.getClassLoader());
    Path classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    for (String folder : SOURCES) {
      Path file = classes.resolve(folder).resolve(at.sourcePath()).normalize();
      if (Files.isRegularFile(file)) {
        List<String> lines = Files.readAllLines(file);
        return at.lineNumber() <= lines.size() ? lines.get(at.lineNumber() - 1).strip() : "";
      }
    }
    return "";
  }

  /** The place of the pause comes first, so that the report sends the student there. */
  private static StackTraceElement[] with(Location at, StackTraceElement[] trace) throws Exception {
    List<StackTraceElement> frames = new ArrayList<>(List.of(trace));
    String type = at.declaringType().name();
    frames.add(
        0, new StackTraceElement(type, at.method().name(), at.sourceName(), at.lineNumber()));
    return frames.toArray(StackTraceElement[]::new);
  }
}
