package sharing.mmap;

import java.io.IOException;
import sharing.common.Flag;
import sharing.common.ParentJvm;

/** A worker in its own process. It shares the flag with the other workers, and nothing else. */
public final class WorkerProcess {
  private WorkerProcess() {}

  /**
   * Does the work that its {@link WorkerArguments} describe, and reports that it has finished. If
   * something goes wrong, the process ends with an exit code other than 0. It also ends when its
   * parent process ends.
   */
  public static void main(String[] arguments) throws IOException {
    ParentJvm parent = ParentJvm.connect();
    work(WorkerArguments.of(arguments));
    parent.finish();
  }

  /** Does the work that the arguments describe, and throws an exception if something goes wrong. */
  static void work(WorkerArguments arguments) throws IOException {
    try (FlagFile file = FlagFile.open(arguments.file())) {
      Flag flag = new MappedFlag(file.memory());
      DivisorSearch.search(arguments.n(), arguments.range(), flag, arguments.checkEvery());
    }
  }
}
