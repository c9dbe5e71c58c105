package sharing.testkit.interleaver;

import java.util.function.Supplier;

/**
 * Passes on what instrumented code does to the schedule of the moment: the code is loaded once for
 * all schedules. Any number of threads may call it.
 */
final class CurrentSchedule implements ActionListener {
  private final Supplier<Schedule> now;

  CurrentSchedule(Supplier<Schedule> now) {
    this.now = now;
  }

  @Override
  public void before(CodePosition position, Object target, Object... details) {
    now.get().before(position, target, details);
  }

  @Override
  public void after(CodePosition position, Object target, Object value, Object... details) {
    now.get().after(position, target, value, details);
  }

  @Override
  public boolean wakesEarly(CodePosition position) {
    return now.get().wakesEarly(position);
  }

  @Override
  public boolean endsInTime(CodePosition position) {
    return now.get().endsInTime(position);
  }

  @Override
  public boolean skipsPause(CodePosition position) {
    return now.get().skipsPause(position);
  }

  @Override
  public long clockAheadNanos(CodePosition position) {
    return now.get().clockAheadNanos(position);
  }

  @Override
  public Waiters waiters() {
    return now.get().waiters();
  }

  @Override
  public void inside(InsidePlace place, Object target, int index) {
    now.get().inside(place, target, index);
  }
}
