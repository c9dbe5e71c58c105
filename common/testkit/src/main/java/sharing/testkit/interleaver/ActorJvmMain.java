package sharing.testkit.interleaver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import sharing.common.ParentJvm;
import sharing.testkit.interleaver.Interleaver.Checked;

/**
 * The JVM of one worker of {@link ProcessSchedule}: it does its part in one schedule after another.
 */
final class ActorJvmMain {
  private static final int MAX_BREAKPOINTS = 1_000;

  private static volatile Schedule now;
  private static int breakpoints;

  private ActorJvmMain() {}

  /**
   * Does what a {@link RemoteActor} asks for.
   *
   * @param arguments the number of the worker, the class of the scenario, and the packages of the
   *     student's code
   */
  public static void main(String[] arguments) throws Exception {
    ParentJvm test = ParentJvm.connect();
    int number = Integer.parseInt(arguments[0]);
    List<String> packages = Arrays.asList(arguments).subList(2, arguments.length);
    InstrumentingClassLoader loader =
        new InstrumentingClassLoader(
            new CurrentSchedule(() -> now), Class.forName(arguments[1]), packages, false);
    Class<? extends Checked> type = loader.scenario();
    ActorMessage.warmUp();
    while (true) {
      ActorRole role = ActorRole.of(test.receive().orElseThrow());
      breakpoints = 0;
      ActorSchedule schedule = new ActorSchedule(number, role, seen -> tell(seen, test), test);
      now = schedule;
      try {
        schedule.takeTurns(schedule.make(type));
      } catch (ScheduleFailedException failed) {
        test.send(ActorMessage.failed(failed.failure()).json());
      } finally {
        schedule.abandon();
      }
    }
  }

  private static void tell(Breakpoint seen, ParentJvm test) {
    breakpoints++;
    if (breakpoints > MAX_BREAKPOINTS) {
      return;
    }
    try {
      test.send(ActorMessage.saw(seen).json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
