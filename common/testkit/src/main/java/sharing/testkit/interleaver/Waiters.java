package sharing.testkit.interleaver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The threads of one schedule that wait in {@link Object#wait()}, and which of them is woken. Safe
 * for several threads.
 */
final class Waiters {
  private final boolean isLastChosen;
  private final Map<Object, Deque<Thread>> waiting = new IdentityHashMap<>();

  /** Those that wake, and must wait again: another one was chosen. */
  private final Set<Thread> passedOver = new HashSet<>();

  private boolean hadChoice;

  /**
   * @param isLastChosen whether the one that waits for the shortest time is woken; if not, the JVM
   *     chooses
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
   * @return whether one was chosen, so that all must be woken; if not, the JVM may choose
   */
  synchronized boolean choose(Object monitor) {
    Deque<Thread> all = waiting.getOrDefault(monitor, new ArrayDeque<>());
    hadChoice |= all.size() > 1;
    if (!isLastChosen || all.isEmpty()) {
      return false;
    }
    Thread chosen = all.removeLast();
    passedOver.remove(chosen);
    passedOver.addAll(all);
    return true;
  }

  /** All that wait are woken. */
  synchronized void chooseAll(Object monitor) {
    Deque<Thread> all = waiting.getOrDefault(monitor, new ArrayDeque<>());
    passedOver.removeAll(all);
    all.clear();
  }

  /** Whether one was to be woken while several waited. */
  synchronized boolean hadChoice() {
    return hadChoice;
  }
}
