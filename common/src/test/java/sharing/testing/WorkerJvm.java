package sharing.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import sharing.common.ParentJvm;
import sharing.testing.Interleaver.Checked;
import sharing.testing.Interleaver.Stop;

/**
 * The JVM of one worker of {@link TwoProcesses}: it does its part in one schedule after another.
 */
final class WorkerJvm {
  private static final int MAX_STOPS = 1_000;

  private static final Consumer<SharedAction> GATE = WorkerJvm::before;

  private static volatile Schedule now;
  private static int stops;

  private WorkerJvm() {}

  /**
   * Does what a {@link RemoteWorker} asks for.
   *
   * @param arguments the number of the worker, the class of the scenario, and the packages of the
   *     student's code
   */
  public static void main(String[] arguments) throws Exception {
    ParentJvm test = ParentJvm.connect();
    int number = Integer.parseInt(arguments[0]);
    List<String> packages = Arrays.asList(arguments).subList(2, arguments.length);
    SharedActionLoader loader = new SharedActionLoader(GATE, Class.forName(arguments[1]), packages);
    Class<? extends Checked> type = loader.loadClass(arguments[1]).asSubclass(Checked.class);
    while (true) {
      Path folder = Path.of(test.receive().orElseThrow());
      String role = test.receive().orElseThrow();
      boolean isFirst = !role.equals(RemoteWorker.SECOND);
      Stop stop =
          isFirst && !role.equals(RemoteWorker.FIRST) ? RemoteWorker.stop(role, GATE) : null;
      stops = 0;
      OneWorker schedule =
          new OneWorker(number, folder, isFirst, stop, seen -> tell(seen, test), test);
      now = schedule;
      try {
        schedule.takeTurns(schedule.make(type));
      } catch (Schedule.Failed failed) {
        test.send(RemoteWorker.FAILED + RemoteWorker.oneLine(failed.getMessage()));
      } finally {
        schedule.abandon();
      }
    }
  }

  private static void before(SharedAction action) {
    now.before(action);
  }

  private static boolean tell(Stop seen, ParentJvm test) {
    try {
      test.send(RemoteWorker.SAW + RemoteWorker.text(seen));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stops++;
    return stops < MAX_STOPS;
  }
}
