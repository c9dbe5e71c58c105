package sharing.mmap;

import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import sharing.common.ParentJvm;
import sharing.testkit.processes.ProcessGate;

/** A worker's process that does what the number in its arguments says. */
final class TestWorker {
  /** Raises the flag, without any help of the lesson's code. */
  static final long FINDS = 9;

  /** Leaves the flag as it is. */
  static final long FINDS_NOTHING = 11;

  /** Stands at the gate, and then leaves the flag as it is. */
  static final long WAITS = 15;

  /** The first worker dies of an exception, and the others never end. */
  static final long ONE_DIES = 10_007;

  /** Stands at the gate, and then works as a worker does. */
  static final long WAITS_AND_WORKS = 1_000_000_000_039L;

  static final String GATE = "here";

  private TestWorker() {}

  public static void main(String[] args) throws Exception {
    ParentJvm parent = ParentJvm.connect();
    WorkerArguments arguments = WorkerArguments.of(args);
    if (arguments.n() == FINDS) {
      if (Files.notExists(arguments.file())) {
        // To write would make it. These are the last words, without a stack.
        System.err.println("there is no file " + arguments.file() + " for the flag");
        System.exit(1);
      }
      Files.write(arguments.file(), new byte[] {0, 0, 0, 1}, StandardOpenOption.WRITE);
    } else if (arguments.n() == ONE_DIES) {
      if (arguments.range().first() == 3) {
        throw new IllegalStateException("no divisor and no hope");
      }
      Thread.currentThread().join();
    } else if (arguments.n() == WAITS) {
      ProcessGate.pass(GATE);
    } else if (arguments.n() == WAITS_AND_WORKS) {
      ProcessGate.pass(GATE);
      WorkerProcess.work(arguments);
    }
    parent.finish();
  }
}
