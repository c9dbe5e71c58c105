package sharing.testkit.interleaver;

import java.util.function.Consumer;
import sharing.testkit.interleaver.Interleaver.Call;
import sharing.testkit.interleaver.Interleaver.Checked;

/** Makes the schedules of one kind of scenario. */
interface ScheduleFactory {
  /**
   * A schedule.
   *
   * @param type the scenario
   * @param participant the number of the first one, from 0
   * @param note receives the places that it reaches, if it is not to be paused
   */
  Schedule of(
      Class<? extends Checked> type, int participant, Pauses pauses, Consumer<Breakpoint> note)
      throws Exception;

  /**
   * A schedule whose threads are all of this JVM.
   *
   * @param participant the number of the one that is paused, from 0
   */
  static Schedule inThisJvm(
      Class<? extends Checked> type, int participant, Pauses pauses, Consumer<Breakpoint> note)
      throws NoSuchMethodException {
    if (Call.class.isAssignableFrom(type)) {
      return new CallSchedule(participant, pauses, note);
    }
    return new ThreadSchedule(type, participant, pauses, note);
  }

  /**
   * The schedule after all others, or null: participant 0 is killed in the middle of its work.
   *
   * @param middle where, or null if it was seen to do nothing
   */
  default Schedule last(Breakpoint middle) {
    return null;
  }
}
