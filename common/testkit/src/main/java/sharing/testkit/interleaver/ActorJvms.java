package sharing.testkit.interleaver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import sharing.testkit.TemporaryFolder;
import sharing.testkit.interleaver.Interleaver.Checked;
import sharing.testkit.interleaver.Interleaver.Processes;

/** The JVMs of two workers, for all schedules of {@link Processes}; and the folders they share. */
final class ActorJvms implements ScheduleFactory, AutoCloseable {
  private final Path folders;
  private final RemoteActor one;
  private final RemoteActor two;
  private int made;

  ActorJvms(Class<? extends Processes> scenario, List<String> packages) throws IOException {
    folders = Files.createTempDirectory("processes");
    one = new RemoteActor(1, scenario, packages);
    two = new RemoteActor(2, scenario, packages);
  }

  @Override
  public Schedule of(
      Class<? extends Checked> type, int participant, Pauses pauses, Consumer<Breakpoint> note)
      throws NoSuchMethodException {
    RemoteActor first = participant == 0 ? one : two;
    RemoteActor second = participant == 0 ? two : one;
    boolean areAlike = ThreadSchedule.areAlike(type);
    return new ProcessSchedule(folder(), first, second, areAlike, false, pauses.first(), note);
  }

  @Override
  public Schedule last(Breakpoint middle) {
    return new ProcessSchedule(folder(), one, two, true, true, middle, seen -> {});
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
