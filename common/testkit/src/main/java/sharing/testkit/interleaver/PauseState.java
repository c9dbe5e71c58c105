package sharing.testkit.interleaver;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The threads of one schedule that are paused, and the places of all pauses. Safe for threads. */
final class PauseState {
  /** How often one position counts as a place to pause: the first rounds of a loop are enough. */
  static final int MAX_TIMES = 5;

  /** So many waits of one schedule may time out: code that waits more often retries forever. */
  private static final int MAX_WAITS = 300;

  /** So many pauses of one schedule take no time. */
  private static final int MAX_PAUSES = 1_000;

  /** The same in a patient schedule: hours of polling, ten times a second. */
  private static final int MAX_PATIENT_PAUSES = 100_000;

  private static final int HOURS_OF_DAY = 24;

  private final Pauses pauses;
  private final Consumer<Breakpoint> note;
  private final Map<CodePosition, Integer> times = new HashMap<>();
  private final Map<CodePosition, Integer> timesOfSecond = new HashMap<>();
  private final Map<CodePosition, Integer> timesOfWaits = new HashMap<>();
  private Thread first;
  private Thread second;
  private CodePosition firstAt;
  private CodePosition secondAt;
  private CodePosition wokenAt;
  private CodePosition waitOverAt;
  private CodePosition clockReadAt;
  private int waitsOver;
  private final Map<CodePosition, Integer> timesOfPauses = new HashMap<>();
  private CodePosition mostSkipped;
  private CodePosition tooOftenAt;
  private int pausesSkipped;
  private int hoursAhead;

  /**
   * @param note receives the places that the first one reaches, if it is not to be paused
   */
  PauseState(Pauses pauses, Consumer<Breakpoint> note) {
    this.pauses = pauses;
    this.note = note;
  }

  /** The thread of the first one that is paused at its breakpoint, or null. */
  synchronized Thread first() {
    return first;
  }

  /** The same of the second one. */
  synchronized Thread second() {
    return second;
  }

  /** Where the first one was paused, or null. */
  synchronized CodePosition firstAt() {
    return firstAt;
  }

  /** Where the second one was paused, or null. */
  synchronized CodePosition secondAt() {
    return secondAt;
  }

  /** Where a wait of the first one ended spuriously, or null. */
  synchronized CodePosition wokenAt() {
    return wokenAt;
  }

  /** Where the clock ahead was read or, otherwise, a wait timed out at once; null for nowhere. */
  synchronized CodePosition timeOverAt() {
    return clockReadAt == null ? waitOverAt : clockReadAt;
  }

  /** Whether waits time out while the first one is paused. */
  boolean areTimesOver() {
    return pauses.areTimesOver();
  }

  /** Whether one more wait times out. */
  synchronized boolean isTimeOver(CodePosition position) {
    if (first == null || waitsOver >= MAX_WAITS) {
      return false;
    }
    waitsOver++;
    waitOverAt = waitOverAt == null ? position : waitOverAt;
    return true;
  }

  /** Whether one more pause takes no time. */
  synchronized boolean skipsPause(CodePosition position) {
    if (pausesSkipped >= (pauses.isPatient() ? MAX_PATIENT_PAUSES : MAX_PAUSES)) {
      tooOftenAt = position;
      return false;
    }
    pausesSkipped++;
    int times = timesOfPauses.merge(position, 1, Integer::sum);
    mostSkipped = times >= skipped(mostSkipped) ? position : mostSkipped;
    return true;
  }

  /** The pause that took no time repeatedly, up to the limit; null for none. */
  synchronized CodePosition skippedAt() {
    return tooOftenAt == null && skipped(mostSkipped) > MAX_TIMES ? mostSkipped : null;
  }

  /** The pause that was one too many, so that it lasted until another thread continued, or null. */
  synchronized CodePosition tooOftenAt() {
    return tooOftenAt;
  }

  /** How often a pause took no time. */
  synchronized int skipped(CodePosition position) {
    return timesOfPauses.getOrDefault(position, 0);
  }

  /** Grows with each skipped wait and pause, and each reading of a clock that is ahead. */
  synchronized long timesOver() {
    return waitsOver + pausesSkipped + hoursAhead;
  }

  /** A thread reads the clock: an hour has passed if the first one is paused, but never a day. */
  synchronized void hourPasses(CodePosition position) {
    if (first != null && hoursAhead < HOURS_OF_DAY - 1) {
      hoursAhead++;
      clockReadAt = clockReadAt == null ? position : clockReadAt;
    }
  }

  /** How far the clock is ahead, in nanoseconds. */
  synchronized long aheadNanos() {
    return TimeUnit.HOURS.toNanos(hoursAhead);
  }

  /** Whether notify wakes the thread that began to wait last. */
  boolean isLastWoken() {
    return pauses.isLastWoken();
  }

  /** Says where the first one was paused, if it was paused elsewhere than in this JVM. */
  synchronized void firstAt(CodePosition position) {
    firstAt = position;
  }

  /** Whether the first one must still be paused, or its places recorded. */
  synchronized boolean isFirstDue() {
    return firstAt == null;
  }

  /** A thread of the first one reaches a place in its turn. */
  synchronized void firstComesBy(Thread thread, CodePosition position) {
    Breakpoint here = here(position, times);
    if (pauses.first() == null && here.time() <= MAX_TIMES) {
      note.accept(here);
    } else if (here.equals(pauses.first()) && !initializes(thread)) {
      firstAt = position;
      first = thread;
    }
  }

  /** A thread of the second one reaches a place. */
  synchronized void secondComesBy(Thread thread, CodePosition position) {
    if (secondAt == null
        && pauses.second() != null
        && here(position, timesOfSecond).equals(pauses.second())
        && !initializes(thread)) {
      secondAt = position;
      second = thread;
    }
  }

  /** Whether a wait that the first one begins must end spuriously. */
  synchronized boolean wakesFirst(CodePosition position) {
    if (pauses.endingWait() == null
        || wokenAt != null
        || !here(position, timesOfWaits).equals(pauses.endingWait())) {
      return false;
    }
    wokenAt = position;
    return true;
  }

  /**
   * Ends a pause.
   *
   * @param place 0 for the pause of the first one, 1 for that of the second one; others do nothing
   */
  synchronized void end(int place) {
    first = place == 0 ? null : first;
    second = place == 1 ? null : second;
  }

  /** Whether a thread must be paused at a position. */
  boolean areAt(CodePosition position) {
    return pauses.areAt(position);
  }

  /** Whether a thread is paused at a breakpoint. */
  synchronized boolean holds(Thread thread) {
    return thread == first || thread == second;
  }

  /** Whether it initializes a class: a thread that needs the class would have to wait. */
  private static boolean initializes(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("<clinit>"));
  }

  private static Breakpoint here(CodePosition position, Map<CodePosition, Integer> times) {
    return new Breakpoint(position, times.merge(position, 1, Integer::sum));
  }
}
