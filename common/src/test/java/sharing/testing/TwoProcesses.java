package sharing.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import sharing.testing.Interleaver.Checked;
import sharing.testing.Interleaver.Processes;
import sharing.testing.Interleaver.Stop;

/**
 * A schedule of {@link Processes}: as one of {@link TwoWorkers}, but each worker runs in a JVM of
 * its own, as {@link OneWorker}. This JVM prepares and checks.
 */
final class TwoProcesses extends Schedule {
  private final Path folder;
  private final RemoteWorker first;
  private final RemoteWorker second;
  private final Stop stop;
  private final Predicate<Stop> note;
  private final boolean isKilled;
  private final boolean areAlike;

  /**
   * @param folder what the workers share
   * @param first the one to be paused
   * @param areAlike whether both do the same, so that it does not matter who is paused
   * @param isKilled whether the first one is killed at its pause
   */
  TwoProcesses(
      Path folder,
      RemoteWorker first,
      RemoteWorker second,
      boolean areAlike,
      boolean isKilled,
      Stop stop,
      Predicate<Stop> note) {
    super(stop, note);
    this.folder = folder;
    this.first = first;
    this.second = second;
    this.stop = stop;
    this.note = note;
    this.areAlike = areAlike;
    this.isKilled = isKilled;
  }

  @Override
  String first() {
    return first.name;
  }

  @Override
  int parties() {
    return areAlike ? 1 : 2;
  }

  @Override
  int maxTimes() {
    return Integer.MAX_VALUE;
  }

  /** Here nobody is kept: constructor, preparation and check run alone. */
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
    return OneWorker.construct(type, folder);
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
  void takeTurns(Checked scenario) throws Failed {
    alone(
        worker(
            "The preparation",
            () -> {
              Files.createDirectories(folder);
              ((Processes) scenario).prepare();
            }));
    first.beginAsFirst(folder, stop, note, story);
    second.beginAsSecond(folder, story);
    try {
      if (isKilled) {
        first.takeTurn();
        kill();
        second.takeTurn();
        awaitEnd(second);
      } else {
        alternate(first, second);
        awaitEnd(first, second);
        first.over();
      }
      second.over();
    } finally {
      notePause();
    }
  }

  /** The story tells of a place where the first one was paused. */
  private void notePause() {
    if (story.indexOf(PLACE) >= 0) {
      pausedAt(stop.action());
    }
  }

  private void kill() throws Failed {
    try {
      first.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    story.append(first.name).append(" was killed there.\n");
  }

  /** One may hang until the other has ended. So it is asked again, as long as another one ends. */
  private void awaitEnd(RemoteWorker... workers) throws Failed {
    List<RemoteWorker> left = new ArrayList<>(List.of(workers));
    boolean oneEnded = true;
    String hang = "";
    while (!left.isEmpty() && oneEnded) {
      for (RemoteWorker worker : left) {
        worker.letGo();
      }
      hang = "";
      for (RemoteWorker worker : left) {
        String where = worker.awaitEnd();
        hang += where.isEmpty() ? "" : where + "\n";
      }
      oneEnded = left.removeIf(RemoteWorker::hasEnded);
    }
    if (!left.isEmpty()) {
      story.append(story.isEmpty() ? "" : "Then there was no end:\n").append(hang);
      throw new Failed("Expected: each process ends.\nSeen: one of them hangs.");
    }
  }
}
