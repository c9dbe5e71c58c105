package sharing.mmap;

import java.io.IOException;
import sharing.common.Flag;
import sharing.common.ParentJvm;

/** A worker in a process of its own. It shares a flag with the others, and nothing else. */
public final class WorkerProcess {
  private WorkerProcess() {}

  /**
   * Does what its {@link WorkerArguments} say, and reports that it has finished; what goes wrong
   * ends it with an exit code that is not 0. When the process that has started it ends, it ends,
   * too.
   */
  public static void main(String[] arguments) throws IOException {
    ParentJvm parent = ParentJvm.connect();
    work(WorkerArguments.of(arguments));
    parent.finish();
  }

  /** Does what the arguments say. What goes wrong it throws. */
  static void work(WorkerArguments arguments) throws IOException {
    try (FlagFile file = FlagFile.open(arguments.file())) {
      Flag flag = new MappedFlag(file.memory());
      DivisorSearch.search(arguments.n(), arguments.range(), flag, arguments.checkEvery());
    }
  }
}
