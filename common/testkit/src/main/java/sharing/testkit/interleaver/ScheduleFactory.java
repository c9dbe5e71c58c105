package sharing.testkit.interleaver;

import java.util.function.Predicate;
import sharing.testkit.interleaver.Interleaver.Checked;

/** Makes the schedules of one kind of scenario. */
interface ScheduleFactory {
  /**
   * A schedule.
   *
   * @param type the scenario
   * @param participant the number of the one that is paused, from 0
   * @param breakpoint where it is paused, or null to see what it does
   * @param note told what it does if there is no breakpoint; false if that is too much
   */
  Schedule of(
      Class<? extends Checked> type,
      int participant,
      Breakpoint breakpoint,
      Predicate<Breakpoint> note)
      throws Exception;

  /**
   * The schedule after all others, or null: participant 0 is killed in the middle of its work.
   *
   * @param middle where, or null if it was seen to do nothing
   */
  default Schedule last(Breakpoint middle) {
    return null;
  }
}
