package sharing.testkit.interleaver;

import java.util.List;
import java.util.function.BooleanSupplier;

/** One of those that take turns in a schedule. */
interface Participant {
  /** So many turns in a row that brought nobody on, and none will. */
  int STUCK_TURNS = 6;

  /** Has it go on until it is paused, has ended, or cannot go on; adds which to the story. */
  void takeTurn() throws ScheduleFailedException;

  /** Whether it has done all its work. */
  boolean hasEnded();

  /**
   * Gives each its turn, again and again, until all have ended, or none of them can go on.
   *
   * @param isOnePaused whether one stands at a breakpoint, which its next turn ends
   */
  static void alternate(List<? extends Participant> all, BooleanSupplier isOnePaused)
      throws ScheduleFailedException {
    int next = 0;
    int stuckTurns = 0;
    while (stuckTurns < STUCK_TURNS && !all.stream().allMatch(Participant::hasEnded)) {
      Participant runs = all.get(next);
      runs.takeTurn();
      boolean isStuck = !isOnePaused.getAsBoolean() && !runs.hasEnded();
      stuckTurns = isStuck ? stuckTurns + 1 : 0;
      if (isStuck && all.stream().allMatch(one -> one == runs || one.hasEnded())) {
        break; // None is left to wake it.
      }
      next = following(all, next);
    }
  }

  /** The next one that has not ended, after one of them: the same if no other is left. */
  private static int following(List<? extends Participant> all, int last) {
    int next = last;
    do {
      next = (next + 1) % all.size();
    } while (all.get(next).hasEnded() && next != last);
    return next;
  }
}
