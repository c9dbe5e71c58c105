package sharing.testkit.interleaver;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import sharing.common.Pipe;
import sharing.testkit.Replay.Step;
import sharing.testkit.interleaver.Interleaver.Checked;
import sharing.testkit.interleaver.Interleaver.Processes;
import sharing.testkit.interleaver.Trace.Event;
import sharing.testkit.interleaver.Trace.Mark;

/**
 * One worker's part in a schedule of {@link ProcessSchedule}, in the worker's own JVM. The JVM of
 * the test decides when it may continue.
 */
final class ActorSchedule extends Schedule {
  private final int number;
  private final Path folder;
  private final boolean isFirst;
  private final Pipe test;
  private Actor worker;

  /** How many events and marks the test knows. */
  private int told;

  private int marksTold;

  /** Guarded by this schedule's monitor. */
  private boolean hasTurn;

  /**
   * @param number 1 or 2
   * @param test decides when to continue, and receives the events
   */
  ActorSchedule(int number, ActorRole role, Consumer<Breakpoint> note, Pipe test) {
    super(Pauses.of(role.breakpoint()), note);
    this.number = number;
    this.folder = Path.of(role.folder());
    this.isFirst = role.isFirst();
    this.test = test;
  }

  @Override
  String first() {
    return "Process " + number;
  }

  @Override
  String actor(Thread thread) {
    return worker != null && worker.owns(thread) ? first() : thread.getName();
  }

  @Override
  int participants() {
    return 1;
  }

  @Override
  List<Event> events(boolean isFirst) {
    return List.of();
  }

  @Override
  boolean mayGo(Thread thread) {
    return hasTurn && pauses().first() == null || !worker.owns(thread);
  }

  @Override
  boolean isToBePaused(Thread thread) {
    return isFirst && hasTurn;
  }

  @Override
  Checked construct(Class<? extends Checked> type) throws ReflectiveOperationException {
    return construct(type, folder);
  }

  /** Makes a scenario for processes. */
  static Checked construct(Class<? extends Checked> type, Path folder)
      throws ReflectiveOperationException {
    Constructor<? extends Checked> constructor = type.getDeclaredConstructor(Path.class);
    constructor.setAccessible(true);
    return constructor.newInstance(folder);
  }

  @Override
  void takeTurns(Checked scenario) throws ScheduleFailedException {
    Processes both = (Processes) scenario;
    worker = worker(first(), number == 1 ? both::worker1 : both::worker2);
    try {
      for (String command = next(); !command.equals("over"); command = next()) {
        test.send((command.equals("go") ? takeTurn() : end()).json());
      }
    } catch (IOException | InterruptedException e) {
      throw new ScheduleFailedException("the test is still running.", "it has ended: " + e);
    }
  }

  private String next() throws InterruptedException {
    return test.receive().orElseThrow();
  }

  private ActorMessage takeTurn() throws ScheduleFailedException {
    turn(
        () -> {
          hasTurn = true;
          endPause(0);
        });
    worker.startIfNew();
    String did = follow(worker, () -> pauses().first(), Set::of);
    turn(() -> hasTurn = false);
    List<Step> steps = newSteps();
    return worker.hasEnded() ? ActorMessage.ended(did, null, steps) : ActorMessage.did(did, steps);
  }

  private ActorMessage end() {
    worker.startIfNew();
    try {
      awaitEnd(List.of(worker), "it ends.", "it hangs.");
      return ActorMessage.ended("", worker.thrown().orElse(null), newSteps());
    } catch (ScheduleFailedException hang) {
      return ActorMessage.hangs(story.take(), newSteps());
    }
  }

  /** The worker's actions since the last call. */
  private List<Step> newSteps() {
    List<Event> all = events();
    List<Step> steps = new ArrayList<>(Steps.ofFiles(first(), all.subList(told, all.size())));
    told = all.size();
    List<Mark> marks = observation().marks();
    marks.stream().skip(marksTold).map(Mark::step).forEach(steps::add);
    marksTold = marks.size();
    return steps;
  }
}
