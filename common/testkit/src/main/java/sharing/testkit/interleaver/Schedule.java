package sharing.testkit.interleaver;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import sharing.testkit.Replay.Kind;
import sharing.testkit.interleaver.Interleaver.Checked;
import sharing.testkit.interleaver.Trace.Event;
import sharing.testkit.threads.QuiescenceDetector;
import sharing.testkit.threads.StallThresholds;

/**
 * One run of a scenario of the {@link Interleaver}, in which the first one of those that share is
 * paused at one place, or at none, and the others run then.
 *
 * <p>A thread asks {@link #before} each shared action, and is kept there while it is not its turn.
 */
abstract class Schedule implements ActionListener {
  final Story story = new Story();

  private final Observation observation = new Observation();
  private final PauseState pauses;
  private final Waiters waiters;
  private final Set<Long> outside = QuiescenceDetector.allThreads();
  private final Thread driver = Thread.currentThread();
  private final List<Actor> workers = new ArrayList<>();
  private final Set<Thread> seen = new HashSet<>();

  // What follows is guarded by this schedule's monitor. A park would take the permit of another.
  private boolean allMayGo = true;
  private final Set<Thread> kept = new HashSet<>();
  private boolean isOver;
  private long turns;

  /**
   * @param note receives the places that the first one reaches, if it is not to be paused
   */
  Schedule(Pauses pauses, Consumer<Breakpoint> note) {
    this.pauses = new PauseState(pauses, note);
    this.waiters = new Waiters(pauses.isLastWoken());
  }

  /** The one that is paused, as the story names it. */
  abstract String first();

  /** How many there are that share, as far as it has been seen: each is the first one in turn. */
  abstract int participants();

  /** Whether it is a thread's turn. Called under this schedule's monitor, as is the next. */
  abstract boolean mayGo(Thread thread);

  /** Whether a thread belongs to the participant that must be paused, and has its turn. */
  abstract boolean isToBePaused(Thread thread);

  /** Whether a thread is the second one, or of it, and has its turn. */
  boolean isSecondToBePaused(Thread thread) {
    return false;
  }

  /** The name of a thread in the story. Called under this schedule's monitor. */
  String actor(Thread thread) {
    return thread.getName();
  }

  /**
   * The actions of the first one, or those of the others, in their order; nothing if that was not
   * seen in this JVM.
   */
  abstract List<Event> events(boolean first);

  /** The same of the one that may be paused second. */
  List<Event> eventsOfSecond() {
    return events(false);
  }

  /** Has all do their work, in turns. */
  abstract void takeTurns(Checked scenario) throws ScheduleFailedException;

  /** Makes a scenario, has it done, and checks it. */
  final void run(Class<? extends Checked> type) throws ScheduleFailedException {
    Checked made = make(type);
    observation.endPart();
    takeTurns(made);
    observation.endPart();
    alone(worker("The check", () -> check(made)));
  }

  /** The observation of this schedule. */
  final Observation observation() {
    return observation;
  }

  /** Makes a scenario. */
  final Checked make(Class<? extends Checked> type) throws ScheduleFailedException {
    Checked[] made = new Checked[1];
    alone(
        worker(
            "The constructor",
            () -> {
              try {
                made[0] = construct(type);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
    return made[0];
  }

  Checked construct(Class<? extends Checked> type) throws ReflectiveOperationException {
    Constructor<? extends Checked> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  void check(Checked scenario) throws Exception {
    scenario.check();
  }

  final Actor worker(String name, Actor.Body body) {
    Actor worker = new Actor(name, body);
    workers.add(worker);
    observation.addActor(worker.thread());
    return worker;
  }

  final void alone(Actor worker) throws ScheduleFailedException {
    worker.startIfNew();
    awaitEnd(List.of(worker), worker.name + " ends.", "it hangs.");
    worker.assertNothingThrown();
  }

  /** Whether a worker is paused at a breakpoint. */
  boolean isOnePaused() {
    return pauses.first() != null || pauses.second() != null;
  }

  /**
   * Waits until a worker is paused, has ended, or cannot continue.
   *
   * @param paused the thread of it that is paused at a breakpoint, or null
   * @param held the threads that are held in the meantime
   * @return a description of what it did, for the story
   */
  final String follow(Actor worker, Supplier<Thread> paused, Supplier<Set<Thread>> held) {
    QuiescenceDetector detector = detector(StallThresholds.TURN, worker::threads, held);
    // Threads that it leaves behind share its turn.
    QuiescenceDetector leftBehind = detector(StallThresholds.BATON, worker::descendants, held);
    String did = null;
    boolean isStuck = false;
    while (did == null) {
      Thread stands = paused.get();
      if (stands != null) {
        did = " was paused " + (stands == pauses.first() ? Story.PLACE : Story.SECOND_PLACE);
      } else if (worker.hasEnded() && (isStuck || leftBehind.isStuck())) {
        did = Story.TO_ITS_END;
      } else if (isStuck) {
        Kind kind = worker.isRunning() ? Kind.RUNS : Kind.WAITS;
        observation.mark(worker.name, kind, null);
        did = kind == Kind.RUNS ? " ran without end" : " ran until it waited";
        did += worker.at() + ".";
      } else {
        detector.awaitNextSample();
        isStuck = detector.isStuck();
      }
    }
    return did;
  }

  /**
   * Lets all continue, and waits for their end.
   *
   * @param expected what is expected
   * @param seen what is seen if it does not come
   */
  final void awaitEnd(List<Actor> all, String expected, String seen)
      throws ScheduleFailedException {
    turn(() -> allMayGo = true);
    QuiescenceDetector detector =
        detector(StallThresholds.SCHEDULE_HANGS, () -> Actor.threads(all), Set::of);
    while (!haveEnded(all)) {
      if (detector.isStuck() && !haveEnded(all)) {
        story.addHang(detector.describe());
        synchronized (this) {
          observation.markHang(Actor.threads(all), this::actor);
        }
        throw new ScheduleFailedException(expected, seen);
      }
      detector.awaitNextSample();
    }
  }

  private static boolean haveEnded(List<Actor> workers) {
    return workers.stream().allMatch(Actor::hasEnded);
  }

  final QuiescenceDetector detector(
      StallThresholds limits, Supplier<Set<Thread>> watched, Supplier<Set<Thread>> held) {
    return new QuiescenceDetector(limits, watched, held, outside, seen, pauses::timesOver);
  }

  /** Changes whose turn it is. */
  final synchronized void turn(Runnable change) {
    allMayGo = false;
    turns++;
    change.run();
    notifyAll();
  }

  /** Ends a pause, as {@link PauseState#end}. */
  final synchronized void endPause(int place) {
    pauses.end(place);
    notifyAll();
  }

  /** The threads that are paused at a breakpoint, and their places. */
  final PauseState pauses() {
    return pauses;
  }

  /** All that was done, in the order in which it was done. */
  final List<Event> events() {
    return observation.events();
  }

  /** The threads that are held. A released thread does not count, even if it has not moved yet. */
  final synchronized Set<Thread> kept() {
    return kept.stream().filter(this::isToBeKept).collect(Collectors.toSet());
  }

  /** Whether a thread has been released, but has not moved yet. */
  final synchronized boolean isOneLeaving() {
    return !kept.stream().allMatch(this::isToBeKept);
  }

  private boolean isToBeKept(Thread thread) {
    return !isOver && !allMayGo && (pauses.holds(thread) || !mayGo(thread));
  }

  /** A thread is about to do something. Returns when it may. */
  @Override
  public final synchronized void before(CodePosition position, Object target, Object... details) {
    Thread me = Thread.currentThread();
    if (waiters.goesOn(me)) {
      notifyAll();
    }
    if (position.isPlaceToPause()) {
      comeBy(me, position);
    }
    if (position.operation() == Operation.ENTER && waiters.isNeeded(target)) {
      awaitUntil(me, () -> isOver || Thread.holdsLock(target) || !waiters.isNeeded(target));
    }
    if (!isOver) {
      observation.before(actor(me), position, target, details);
    }
  }

  @Override
  public final synchronized void after(
      CodePosition position, Object target, Object value, Object... details) {
    if (!isOver) {
      observation.after(position, target, value, details);
    }
  }

  @Override
  public final synchronized boolean wakesEarly(CodePosition position) {
    Thread me = Thread.currentThread();
    return !allMayGo && isToBePaused(me) && pauses.wakesFirst(position);
  }

  /** Lets time pass while the first one is paused. A thread in a monitor is not held for this. */
  @Override
  public final synchronized boolean endsInTime(CodePosition position) {
    Thread me = Thread.currentThread();
    if (!pauses.areTimesOver() || allMayGo || isToBePaused(me)) {
      return false;
    }
    if (!BoundedWaits.releases(position)) {
      awaitUntil(me, () -> isOver || allMayGo || pauses.first() != null);
    }
    return !isOver && !allMayGo && pauses.isTimeOver(position);
  }

  /** If it is one too many, it lasts until the turn is over: the thread waits for another, then. */
  @Override
  public final synchronized boolean skipsPause(CodePosition position) {
    Thread me = Thread.currentThread();
    if (isOver || allMayGo) {
      return false;
    }
    if (!pauses.skipsPause(position)) {
      long turn = turns;
      awaitUntil(me, () -> isOver || allMayGo || turn != turns);
      awaitTurn(me);
    }
    return true;
  }

  /** Each reading of the clock is an hour later while the first one is paused. */
  @Override
  public final synchronized long clockAheadNanos(CodePosition position) {
    if (pauses.areTimesOver() && !isOver && !allMayGo && !isToBePaused(Thread.currentThread())) {
      pauses.hourPasses(position);
    }
    return pauses.aheadNanos();
  }

  @Override
  public final Waiters waiters() {
    return waiters;
  }

  @Override
  public final synchronized void inside(InsidePlace place, Object target, int index) {
    Thread me = Thread.currentThread();
    if (isOver && workers.stream().anyMatch(worker -> worker.owns(me))) {
      throw new ScheduleAbandonedError(); // A list may have become a ring.
    } else if (!allMayGo) {
      CodePosition position = observation.inside(actor(me), place, target, index);
      if (position != null && pauses.areAt(position)) {
        comeBy(me, position);
      }
    }
  }

  void comeBy(Thread me, CodePosition position) {
    awaitTurn(me);
    if (allMayGo) {
      return;
    }
    if (pauses.isFirstDue() && isToBePaused(me)) {
      pauses.firstComesBy(me, position);
    } else if (isSecondToBePaused(me)) {
      pauses.secondComesBy(me, position);
    }
    if (pauses.holds(me)) {
      observation.mark(actor(me), Kind.PAUSED, position);
      LockSupport.unpark(driver);
      notifyAll(); // Another thread may wait until this one is paused.
      awaitTurn(me);
    }
  }

  final void awaitTurn(Thread me) {
    awaitUntil(
        me,
        () -> {
          boolean mayGo = !isToBeKept(me);
          if (!mayGo && kept.add(me)) {
            LockSupport.unpark(driver);
          }
          return mayGo;
        });
    kept.remove(me);
    if (isOver) {
      throw new ScheduleAbandonedError();
    }
  }

  private void awaitUntil(Thread me, BooleanSupplier mayGo) {
    boolean interrupted = false;
    while (!mayGo.getAsBoolean()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      me.interrupt();
    }
  }

  /** The schedule is over: a thread of it that is left ends at its next shared action. */
  final void abandon() {
    synchronized (this) {
      isOver = true;
      notifyAll();
    }
    workers.forEach(Actor::interrupt);
  }
}
