package sharing.redis;

import sharing.common.ParentJvm;

/** A worker in a process of its own. It shares only a flag with the other workers. */
public final class WorkerProcess {
  private WorkerProcess() {}

  /** The main method of the process. The process ends when the process that started it ends. */
  public static void main(String[] arguments) {
    ParentJvm parent = ParentJvm.connect();
    work(WorkerArguments.of(arguments));
    parent.finish(); // Without this call, the exit code is not 0.
  }

  /**
   * Step 3. Does what the arguments say: calls {@link DivisorSearch#search} with the flag that the
   * arguments name. Another object has created this flag. An exception of the search or of the flag
   * reaches the caller. Whether this method returns or throws, it closes the flag's connections.
   */
  static void work(WorkerArguments arguments) {
    throw new UnsupportedOperationException("TODO step 3: do what the arguments say");
  }
}
