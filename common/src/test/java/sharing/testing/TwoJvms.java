package sharing.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import sharing.testing.Interleaver.Checked;
import sharing.testing.Interleaver.Processes;
import sharing.testing.Interleaver.Stop;

/** The JVMs of two workers, for all schedules of {@link Processes}; and the folders they share. */
final class TwoJvms implements Interleaver.Schedules, AutoCloseable {
  private final Path folders;
  private final RemoteWorker one;
  private final RemoteWorker two;
  private int made;

  TwoJvms(Class<? extends Processes> scenario, List<String> packages) throws IOException {
    folders = Files.createTempDirectory("processes");
    one = new RemoteWorker(1, scenario, packages);
    two = new RemoteWorker(2, scenario, packages);
  }

  @Override
  public Schedule of(Class<? extends Checked> type, int party, Stop stop, Predicate<Stop> note)
      throws NoSuchMethodException {
    RemoteWorker first = party == 0 ? one : two;
    RemoteWorker second = party == 0 ? two : one;
    boolean areAlike = Schedule.areAlike(type);
    return new TwoProcesses(folder(), first, second, areAlike, false, stop, note);
  }

  @Override
  public Schedule last(Stop middle) {
    return new TwoProcesses(folder(), one, two, true, true, middle, seen -> true);
  }

  private Path folder() {
    made++;
    return folders.resolve(Integer.toString(made));
  }

  @Override
  public void close() throws IOException {
    one.close();
    two.close();
    TemporaryFolder.delete(folders);
  }
}
