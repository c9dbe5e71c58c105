package sharing.redis;

import sharing.common.ParentJvm;
import sharing.testkit.processes.ProcessGate;
import sharing.testkit.redis.RespClient;

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

  /** The same, at another gate, and waits for an answer of the server half as long as others. */
  static final long WAITS_ALONE_AND_WORKS = 1_000_000_000_061L;

  static final String GATE = "here";
  static final String OTHER_GATE = "there";

  private TestWorker() {}

  public static void main(String[] args) throws Exception {
    ParentJvm parent = ParentJvm.connect();
    WorkerArguments arguments = WorkerArguments.of(args);
    if (arguments.n() == FINDS) {
      try (RespClient redis = new RespClient(arguments.redis())) {
        if (redis.ask("SET", arguments.key(), "1", "XX") == null) {
          // These are the last words, without a stack.
          System.err.println("there is no key " + arguments.key() + " in the server for the flag");
          System.exit(1);
        }
      }
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
    } else if (arguments.n() == WAITS_ALONE_AND_WORKS) {
      System.setProperty("sharing.redis.bound", "1000"); // Of an answer that asks for it.
      ProcessGate.pass(OTHER_GATE);
      WorkerProcess.work(arguments);
    }
    parent.finish();
  }
}
