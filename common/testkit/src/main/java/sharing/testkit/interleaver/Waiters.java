package sharing.testkit.interleaver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The threads of one schedule that wait in {@link Object#wait()}, and which of them is woken. The
 * JVM leaves open which one it is, and whether that one or another thread gets the monitor next:
 * here it is the schedule that chooses, and the woken one. Safe for several threads.
 */
final class Waiters {
  private final boolean isLastChosen;
  private final Map<Object, Deque<Thread>> waiting = new IdentityHashMap<>();

  /** Those that wake, and must wait again: another one was chosen. */
  private final Set<Thread> passedOver = new HashSet<>();

  /** Those that were woken and have done nothing since, and the monitor that each one needs. */
  private final Map<Thread, Object> woken = new HashMap<>();

  private boolean hadChoice;

  /**
   * @param isLastChosen whether the one that waits for the shortest time is woken; if not, it is
   *     the one that waits for the longest time
   */
  Waiters(boolean isLastChosen) {
    this.isLastChosen = isLastChosen;
  }

  /** The thread that calls is about to wait. */
  synchronized void add(Object monitor) {
    waiting.computeIfAbsent(monitor, m -> new ArrayDeque<>()).add(Thread.currentThread());
  }

  /** The thread that calls waits no longer. */
  synchronized void remove(Object monitor) {
    waiting.get(monitor).remove(Thread.currentThread());
    passedOver.remove(Thread.currentThread());
  }

  /** Whether the thread that calls has woken, though another one was chosen. */
  synchronized boolean isPassedOver() {
    return passedOver.remove(Thread.currentThread());
  }

  /**
   * Chooses one of those that wait, whom all others then let go first.
   *
   * @return whether one was chosen, so that all must be woken; if not, none of those waits
   */
  synchronized boolean choose(Object monitor) {
    Deque<Thread> all = waiting.getOrDefault(monitor, new ArrayDeque<>());
    hadChoice |= all.size() > 1;
    if (all.isEmpty()) {
      return false;
    }
    Thread chosen = isLastChosen ? all.removeLast() : all.removeFirst();
    passedOver.remove(chosen);
    passedOver.addAll(all);
    woken.put(chosen, monitor);
    return true;
  }

  /** All that wait are woken. */
  synchronized void chooseAll(Object monitor) {
    Deque<Thread> all = waiting.getOrDefault(monitor, new ArrayDeque<>());
    passedOver.removeAll(all);
    all.forEach(thread -> woken.put(thread, monitor));
    all.clear();
  }

  /**
   * A thread continues: if it was woken, it has its monitor.
   *
   * @return whether it was
   */
  synchronized boolean goesOn(Thread thread) {
    return woken.remove(thread) != null;
  }

  /** Whether a thread that was woken is to get a monitor before others do. */
  synchronized boolean isNeeded(Object monitor) {
    return woken.values().stream().anyMatch(needed -> needed == monitor);
  }

  /** Whether one was to be woken while several waited. */
  synchronized boolean hadChoice() {
    return hadChoice;
  }
}
