package sharing.testkit.interleaver;

import java.util.Arrays;

/**
 * How much of what each thread has done happened before a moment (Mattern 1989; Fidge 1988).
 * Threads are numbered from 0. Not safe for threads.
 */
final class VectorClock {
  private int[] ticks = new int[4];

  /** How many steps of a thread happened before. */
  int of(int thread) {
    return thread < ticks.length ? ticks[thread] : 0;
  }

  /** One more step of a thread. */
  void tick(int thread) {
    grow(thread + 1);
    ticks[thread]++;
  }

  /** Everything that happened before another moment also happened before this one. */
  void join(VectorClock other) {
    grow(other.ticks.length);
    for (int i = 0; i < other.ticks.length; i++) {
      ticks[i] = Math.max(ticks[i], other.ticks[i]);
    }
  }

  private void grow(int length) {
    if (length > ticks.length) {
      ticks = Arrays.copyOf(ticks, Math.max(length, 2 * ticks.length));
    }
  }
}
