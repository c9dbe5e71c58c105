package sharing.redis;

import sharing.common.ParentJvm;

/** A worker in a process of its own. It shares a flag with the others, and nothing else. */
public final class WorkerProcess {
  private WorkerProcess() {}

  /** The main method of the process. When the process that has started it ends, it ends, too. */
  public static void main(String[] arguments) {
    ParentJvm parent = ParentJvm.connect();
    work(WorkerArguments.of(arguments));
    parent.finish(); // A process that does not come here ends with an exit code that is not 0.
  }

  /**
   * Step 3. Does what the arguments say: {@link DivisorSearch#search} with the flag that the
   * arguments name, which another object has made. What goes wrong it throws. When this method
   * ends, however it ends, the flag's connections are closed.
   */
  static void work(WorkerArguments arguments) {
    try (RedisFlag flag = RedisFlag.open(arguments.redis(), arguments.key())) {
      DivisorSearch.search(arguments.n(), arguments.range(), flag, arguments.checkEvery());
    }
  }
}
