package sharing.testkit.interleaver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import sharing.testkit.interleaver.Interleaver.Call;
import sharing.testkit.interleaver.Interleaver.Checked;
import sharing.testkit.interleaver.Trace.Event;
import sharing.testkit.threads.QuiescenceDetector;
import sharing.testkit.threads.StallThresholds;
import sharing.testkit.threads.ThreadSnapshot;

/**
 * A schedule of a {@link Call}: one of its threads runs first, until it is paused. Then the others
 * run, one after the other, until each has ended or cannot continue. Then the first one continues.
 * One of the others may be paused in the meantime: it continues last.
 *
 * <p>Number 0 is the caller. The others are counted in the order in which they were made. Before
 * one of them can run first, the caller runs, because it has to start that thread.
 */
final class CallSchedule extends Schedule {
  private static final int CALLER = 0;
  private static final int MAX_TURNS = 50;
  private static final String OF_CALL = " of the call";

  private final int participant;
  private Actor caller;

  // What follows is guarded by this schedule's monitor.
  private final Map<Thread, Integer> numbers = new HashMap<>();
  private int runs;

  /**
   * @param participant the number of the thread to be paused
   */
  CallSchedule(int participant, Pauses pauses, Consumer<Breakpoint> note) {
    super(pauses, note);
    this.participant = participant;
  }

  @Override
  String first() {
    return name(participant);
  }

  @Override
  synchronized int participants() {
    return numbers.values().stream().mapToInt(n -> n + 1).max().orElse(0);
  }

  @Override
  String actor(Thread thread) {
    return caller != null && caller.owns(thread) ? name(number(thread)) : thread.getName();
  }

  @Override
  synchronized List<Event> events(boolean isFirst) {
    String first = first();
    return events().stream()
        .filter(event -> isOfCall(event.actor()))
        .filter(event -> event.actor().equals(first) == isFirst)
        .toList();
  }

  @Override
  boolean mayGo(Thread thread) {
    return !caller.owns(thread) || number(thread) == runs;
  }

  @Override
  boolean isToBePaused(Thread thread) {
    return caller.owns(thread) && number(thread) == participant && participant == runs;
  }

  @Override
  boolean isSecondToBePaused(Thread thread) {
    return caller.owns(thread) && number(thread) != participant && number(thread) == runs;
  }

  /** A thread made later has a greater id. */
  private int number(Thread thread) {
    Integer known = numbers.get(thread);
    if (known != null) {
      return known;
    }
    Set<Thread> before = caller.threads();
    before.addAll(numbers.keySet());
    int number = (int) before.stream().filter(t -> t.getId() < thread.getId()).count();
    while (numbers.containsValue(number)) {
      number++;
    }
    numbers.put(thread, number);
    return number;
  }

  @Override
  void takeTurns(Checked call) throws ScheduleFailedException {
    caller = worker("The caller", ((Call) call)::call);
    turn(() -> runs = CALLER);
    caller.startIfNew();
    giveTurn(CALLER);
    if (participant != CALLER) {
      giveTurn(participant);
    }
    giveOthersTheirTurns();
    resume(0, pauses().first());
    resume(1, pauses().second());
    if (!caller.hasEnded()) {
      story.add("Then all threads continued.");
    }
    awaitEnd(List.of(caller), "the call ends.", "it hangs.");
    caller.assertNothingThrown();
  }

  private void resume(int place, Thread stands) throws ScheduleFailedException {
    if (stands != null && !caller.hasEnded()) {
      turn(() -> endPause(place));
      giveTurn(numberOf(stands));
      giveOthersTheirTurns();
    }
  }

  private synchronized int numberOf(Thread thread) {
    return number(thread);
  }

  /** Returns when all threads of the call are kept or stuck, or the caller has ended. */
  private void giveTurn(int number) throws ScheduleFailedException {
    turn(() -> runs = number);
    QuiescenceDetector detector = detector(StallThresholds.BATON, this::going, this::kept);
    while (!caller.hasEnded() && (isOneLeaving() || !detector.isStuck())) {
      detector.awaitNextSample();
    }
    story.add(name(number) + did(number));
  }

  private synchronized String did(int number) {
    Optional<Thread> thread =
        numbers.keySet().stream().filter(t -> numbers.get(t) == number && t.isAlive()).findAny();
    if (number == CALLER && caller.hasEnded() || thread.isEmpty()) {
      return Story.TO_ITS_END;
    } else if (thread.get() == pauses().first()) {
      return " was paused " + Story.PLACE;
    } else if (thread.get() == pauses().second()) {
      return " was paused " + Story.SECOND_PLACE;
    }
    return " ran until it waited" + ThreadSnapshot.at(thread.get().getStackTrace()) + ".";
  }

  private static String name(int number) {
    return number == CALLER ? "The caller" : "Thread " + number + OF_CALL;
  }

  private static boolean isOfCall(String actor) {
    return actor.endsWith(OF_CALL) || actor.equals(name(CALLER));
  }

  private void giveOthersTheirTurns() throws ScheduleFailedException {
    Integer next = nextKept();
    for (int turns = 0; next != null && turns < MAX_TURNS && !caller.hasEnded(); turns++) {
      giveTurn(next);
      next = nextKept();
    }
  }

  /** The first held thread that can have the next turn, or null. */
  private synchronized Integer nextKept() {
    return kept().stream()
        .filter(thread -> thread != pauses().first() && thread != pauses().second())
        .map(this::number)
        .min(Integer::compare)
        .orElse(null);
  }

  /** The threads of the call that are not kept. */
  private Set<Thread> going() {
    Set<Thread> going = caller.threads();
    going.removeAll(kept());
    return going;
  }
}
