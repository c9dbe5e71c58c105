package sharing.durable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import sharing.common.ParentJvm;
import sharing.durable.helpers.TestQueue;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.processes.ProcessGate;
import sharing.testkit.redis.RedisInspector;

/** A worker process in which some numbers trigger an action when the worker tests them. */
public final class TestWorker {
  /** The worker waits at the gate. */
  static final long WAITS = 1_005;

  /** The first worker that tests this number waits at the gate; the others pass. */
  static final long WAITS_ONCE = 2_005;

  /** The same as {@link #WAITS_ONCE}, for one worker of two. */
  static final long ONE_WAITS_ONCE = 4_005;

  /** The same as {@link #WAITS_ONCE}, for the other worker. */
  static final long ANOTHER_WAITS_ONCE = 4_105;

  /** The worker dies, as if a native library had crashed. */
  static final long DIES = 3_005;

  /** The worker dies here, too. */
  static final long DIES_TOO = 2_805;

  public static final String GATE = "here";

  private static final Set<Long> ONCE = Set.of(WAITS_ONCE, ONE_WAITS_ONCE, ANOTHER_WAITS_ONCE);

  private TestWorker() {}

  public static void main(String[] arguments) throws Exception {
    ParentJvm parent = ParentJvm.connect();
    WorkerProcess.work(WorkerArguments.of(arguments), TestWorker::isPrime);
    parent.finish();
  }

  /** A process that writes a log and dies, before it takes an entry. */
  static final class Stillborn {
    private Stillborn() {}

    public static void main(String[] arguments) throws IOException {
      ParentJvm.connect();
      Files.writeString(births(), "+", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      for (int line = 1; line <= 20; line++) {
        System.err.println("line " + line + " of the log of a worker, and all is well so far");
      }
      throw new IllegalStateException("no work and no hope");
    }
  }

  /** A worker that acknowledges the first entry without a result, and then works normally. */
  static final class Careless {
    private Careless() {}

    public static void main(String[] words) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      WorkerArguments arguments = WorkerArguments.of(words);
      try (RedisInspector server = new RedisInspector(arguments.redis())) {
        TestQueue queue = new TestQueue(arguments.keys(), arguments.redis(), server);
        for (int i = 0; i < 12; i++) {
          queue.acknowledge(queue.deliverTo("a careless worker"));
        }
      }
      WorkerProcess.work(arguments, MillerRabin::isPrime);
      parent.finish();
    }
  }

  /**
   * A worker that acknowledges the first entry without a result, and leaves the second one as if it
   * had killed three workers; then it works normally.
   */
  static final class CarelessAndUnlucky {
    private CarelessAndUnlucky() {}

    public static void main(String[] words) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      WorkerArguments arguments = WorkerArguments.of(words);
      try (RedisInspector server = new RedisInspector(arguments.redis())) {
        TestQueue queue = new TestQueue(arguments.keys(), arguments.redis(), server);
        queue.acknowledge(queue.deliverTo("a careless worker"));
        queue.isLongWith("an unlucky worker", queue.deliverTo("an unlucky worker"), 3);
      }
      WorkerProcess.work(arguments, MillerRabin::isPrime);
      parent.finish();
    }
  }

  /** A program whose first search has one worker, which waits at the gate. */
  static final class FirstSearch {
    private FirstSearch() {}

    /** The argument is the server. */
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      Limits patient = new Limits(Duration.ofMinutes(10), 3, 0);
      new PrimeSearch(URI.create(arguments[0]), 1, 10, patient, TestWorker.class)
          .primes(WAITS - 5, WAITS + 5);
      parent.finish();
    }
  }

  private static boolean isPrime(long n) {
    try {
      if (n == DIES || n == DIES_TOO) {
        Runtime.getRuntime().halt(139);
      }
      if (n == WAITS || ONCE.contains(n) && isFirst(n)) {
        ProcessGate.pass(GATE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return MillerRabin.isPrime(n);
  }

  /** Resets all marks before a test: no worker has come to a number, and no process has died. */
  public static void forgetAll() throws IOException {
    for (long n : ONCE) {
      Files.deleteIfExists(mark(n));
    }
    Files.deleteIfExists(births());
  }

  /** How many {@link Stillborn} processes have died. */
  static long died() {
    return births().toFile().length();
  }

  private static Path births() {
    return Path.of(System.getProperty("java.io.tmpdir"), "births");
  }

  private static boolean isFirst(long n) throws IOException {
    try {
      Files.createFile(mark(n));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static Path mark(long n) {
    return Path.of(System.getProperty("java.io.tmpdir"), "somebody-has-come-to-" + n);
  }
}
