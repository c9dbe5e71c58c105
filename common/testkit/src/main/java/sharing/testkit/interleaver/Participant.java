package sharing.testkit.interleaver;

import java.util.List;
import java.util.function.BooleanSupplier;

/** One of those that take turns in a schedule. */
interface Participant {
  /** After this many turns in a row without progress, there will be none. */
  int STUCK_TURNS = 6;

  /** Lets it run until it is paused, ends, or cannot continue; adds this to the story. */
  void takeTurn() throws ScheduleFailedException;

  /** Whether it has done all its work. */
  boolean hasEnded();

  /**
   * Gives each participant its turn, repeatedly, until all have ended or none can continue.
   *
   * @param isOnePaused whether one is paused at a breakpoint; its next turn ends the pause
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
        break; // No thread is left to wake it.
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
