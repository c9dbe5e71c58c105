package sharing.testkit.interleaver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sharing.testkit.Replay.Kind;
import sharing.testkit.Replay.Step;
import sharing.testkit.interleaver.Interleaver.Checked;
import sharing.testkit.interleaver.Interleaver.Processes;
import sharing.testkit.interleaver.Trace.Event;

/**
 * A schedule of {@link Processes}: as one of {@link ThreadSchedule}, but each worker runs in a JVM
 * of its own, as {@link ActorSchedule}. This JVM prepares and checks.
 */
final class ProcessSchedule extends Schedule {
  private final Path folder;
  private final RemoteActor first;
  private final RemoteActor second;
  private final Breakpoint breakpoint;
  private final Consumer<Breakpoint> note;
  private final boolean isKilled;
  private final boolean areAlike;
  private final List<Step> steps = new ArrayList<>();

  /**
   * @param folder what the workers share
   * @param first the one to be paused
   * @param areAlike whether both do the same, so that it does not matter who is paused
   * @param isKilled whether the first one is killed at its pause
   */
  ProcessSchedule(
      Path folder,
      RemoteActor first,
      RemoteActor second,
      boolean areAlike,
      boolean isKilled,
      Breakpoint breakpoint,
      Consumer<Breakpoint> note) {
    super(Pauses.of(breakpoint), note);
    this.folder = folder;
    this.first = first;
    this.second = second;
    this.breakpoint = breakpoint;
    this.note = note;
    this.areAlike = areAlike;
    this.isKilled = isKilled;
  }

  @Override
  String first() {
    return first.name;
  }

  @Override
  int participants() {
    return areAlike ? 1 : 2;
  }

  @Override
  List<Event> events(boolean isFirst) {
    return List.of();
  }

  /** The file actions of both, in their order. */
  List<Step> steps() {
    return steps;
  }

  /** Here no thread is kept: constructor, preparation and check run alone. */
  @Override
  boolean mayGo(Thread thread) {
    return true;
  }

  @Override
  boolean isToBePaused(Thread thread) {
    return false;
  }

  @Override
  boolean isOnePaused() {
    return first.isPaused();
  }

  @Override
  Checked construct(Class<? extends Checked> type) throws ReflectiveOperationException {
    return ActorSchedule.construct(type, folder);
  }

  @Override
  void check(Checked scenario) throws Exception {
    if (isKilled) {
      ((Processes) scenario).checkAfterKill();
    } else {
      scenario.check();
    }
  }

  @Override
  void takeTurns(Checked scenario) throws ScheduleFailedException {
    alone(
        worker(
            "The preparation",
            () -> {
              Files.createDirectories(folder);
              ((Processes) scenario).prepare();
            }));
    first.beginAsFirst(folder, breakpoint, note, story, steps);
    second.beginAsSecond(folder, story, steps);
    try {
      if (isKilled) {
        first.takeTurn();
        kill();
        second.takeTurn();
        awaitEnd(second);
      } else {
        Participant.alternate(List.of(first, second), this::isOnePaused);
        awaitEnd(first, second);
        first.over();
      }
      second.over();
    } finally {
      notePause();
    }
  }

  /** Records the place where the first one was paused, if the story mentions it. */
  private void notePause() {
    if (story.tellsOfPause()) {
      pauses().firstAt(breakpoint.position());
    }
  }

  private void kill() throws ScheduleFailedException {
    try {
      first.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    story.add(first.name + " was killed at this point.");
    steps.add(Step.of(first.name, Kind.KILLED, null));
  }

  /** A worker may hang until the other one has ended, so it is asked again after that. */
  private void awaitEnd(RemoteActor... workers) throws ScheduleFailedException {
    List<RemoteActor> left = new ArrayList<>(List.of(workers));
    boolean oneEnded = true;
    String hang = "";
    while (!left.isEmpty() && oneEnded) {
      for (RemoteActor worker : left) {
        worker.letGo();
      }
      hang = "";
      for (RemoteActor worker : left) {
        String where = worker.awaitEnd();
        hang += where.isEmpty() ? "" : where + "\n";
      }
      oneEnded = left.removeIf(RemoteActor::hasEnded);
    }
    if (!left.isEmpty()) {
      story.addHang(hang);
      throw new ScheduleFailedException("each process ends.", "one of them hangs.");
    }
  }
}
