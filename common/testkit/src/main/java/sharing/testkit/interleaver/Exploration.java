package sharing.testkit.interleaver;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import sharing.testkit.CheckFailedError;
import sharing.testkit.interleaver.HappensBefore.Race;
import sharing.testkit.interleaver.Interleaver.Checked;
import sharing.testkit.threads.WatchedCall;

/**
 * Decides which schedules of a scenario are tried, and tries them: for each participant in turn,
 * one for each breakpoint that it was seen to come by, and one without a breakpoint until that one
 * sees nothing new. Ends at the first schedule that fails, or that is one too many.
 *
 * <p>For one use, by one thread; the code of the scenario may run in any.
 */
final class Exploration {
  private final Class<? extends Checked> scenario;
  private final ScheduleFactory factory;
  private final int maxSchedules;
  private int schedules;
  private volatile Schedule now;

  /** What the participant was seen to come by. */
  private final Set<Breakpoint> known = new LinkedHashSet<>();

  /** Those of them that have not been tried. */
  private final Queue<Breakpoint> untried = new ArrayDeque<>();

  /** The first data race. What a schedule makes of it is told rather, if one shows it. */
  private Race race;

  private Breakpoint lastNoted;
  private Breakpoint middle;

  /**
   * @param scenario a class with a constructor as its kind requires
   * @param maxSchedules how many schedules there may be; 1 or more
   * @param packages the packages of the student's code
   * @param factory makes the schedules
   */
  Exploration(
      Class<? extends Checked> scenario,
      int maxSchedules,
      List<String> packages,
      ScheduleFactory factory)
      throws ClassNotFoundException {
    InstrumentingClassLoader loader =
        new InstrumentingClassLoader(new Current(), scenario, packages);
    this.scenario = loader.loadClass(scenario.getName()).asSubclass(Checked.class);
    this.maxSchedules = maxSchedules;
    this.factory = factory;
  }

  /**
   * Tries all schedules. Each of its waits is bounded.
   *
   * @throws CheckFailedError if one fails, if there are too many, or if there is nothing to try
   */
  void run() throws Exception {
    WatchedCall.bounded(
        () -> {
          try {
            tryAll();
          } finally {
            if (now != null) {
              now.abandon();
            }
          }
          return null;
        });
  }

  private void tryAll() throws Exception {
    int participants;
    int participant = 0;
    do {
      tryAllOf(participant);
      participants = now.participants();
      participant++;
    } while (participant < participants);
    now = factory.last(middle);
    if (now != null) {
      schedules++;
      runOne();
    }
    if (race != null) {
      throw ScheduleReport.race(race);
    }
  }

  /** The last schedule that pauses this participant is one that sees nothing new. */
  private void tryAllOf(int participant) throws Exception {
    known.clear();
    boolean sawAll = false;
    while (!sawAll) {
      Breakpoint breakpoint = untried.poll();
      int before = known.size();
      schedules++;
      now = factory.of(scenario, participant, breakpoint, this::isNoted);
      runOne();
      sawAll = breakpoint == null && known.size() == before;
    }
    if (participant == 0) {
      middle = known.stream().skip(known.size() / 2).findFirst().orElse(null);
    }
    if (known.isEmpty() && participant == 0 && !now.hasSeenAnything()) {
      throw ScheduleReport.nothingSeen(now);
    }
  }

  private void runOne() throws Exception {
    try {
      now.run(scenario);
      if (race == null) {
        race = now.race().orElse(null);
      }
    } catch (Schedule.Failed failed) {
      throw isTooMuch()
          ? ScheduleReport.tooMany(lastNoted, maxSchedules)
          : ScheduleReport.failed(now, schedules, failed.failure());
    }
  }

  /** Notes what the participant is seen to come by; false if that is too much. */
  private boolean isNoted(Breakpoint breakpoint) {
    if (!isTooMuch() && known.add(breakpoint)) {
      untried.add(breakpoint);
    }
    lastNoted = breakpoint;
    return !isTooMuch();
  }

  private boolean isTooMuch() {
    return schedules + untried.size() > maxSchedules;
  }

  /** Passes on what the code of the scenario does to the schedule of the moment. */
  private final class Current implements ActionListener {
    @Override
    public void before(CodePosition position, Object target, Object... details) {
      now.before(position, target, details);
    }

    @Override
    public void after(CodePosition position, Object target, Object value, Object... details) {
      now.after(position, target, value, details);
    }
  }
}
