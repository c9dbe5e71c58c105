package sharing.redis;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import sharing.common.DivisorRange;
import sharing.common.ParentJvm;
import sharing.testkit.processes.ProcessGate;
import sharing.testkit.redis.RespClient;

/** A worker process whose number to search tells it what to do. */
public final class TestWorker {
  /** Raises the flag, without using the lesson's code. */
  static final long FINDS = 9;

  /** Notes its range, and leaves the flag as it is. */
  static final long FINDS_NOTHING = 11;

  /** Waits at the gate, and then leaves the flag as it is. */
  static final long WAITS = 15;

  /** Prints about a megabyte to each of its two outputs, and leaves the flag as it is. */
  static final long PRINTS = 40_009;

  /** The first worker writes a log and dies of an exception, and the others never end. */
  static final long ONE_DIES = 10_007;

  /** The last worker writes a log and ends with exit code 3, and the others never end. */
  static final long LAST_DIES = 10_009;

  /**
   * The last worker ends, the first never ends, and the others write a log and wait at the gate.
   */
  static final long SECOND_WAITS = 10_037;

  /** Notes its range, and waits at the gate. The square root of this number is no int. */
  static final long NOTES = 5_000_000_006_709_144_533L;

  /** The first worker ends immediately. The others wait at the gate, and then raise the flag. */
  static final long FIRST_ENDS = 20_011;

  /** The last worker ends immediately. The others wait at the gate, and then raise the flag. */
  static final long LAST_ENDS = 20_021;

  /** Waits at the gate, and then works like a real worker. */
  static final long WAITS_AND_WORKS = 1_000_000_000_039L;

  /** The same at another gate, but waits only half as long for the server's answer. */
  static final long WAITS_ALONE_AND_WORKS = 1_000_000_000_061L;

  /** The last line that a worker prints before it dies. */
  static final String LAST_WORDS = "no divisor and no hope";

  public static final String GATE = "here";
  static final String OTHER_GATE = "there";

  private static final String LOG = "a line of the log of a worker, and all is well so far\n";

  private TestWorker() {}

  public static void main(String[] args) throws Exception {
    ParentJvm parent = ParentJvm.connect();
    WorkerArguments arguments = WorkerArguments.of(args);
    boolean isFirst = arguments.range().first() == 3;
    if (arguments.n() == FINDS) {
      raise(arguments);
    } else if (arguments.n() == ONE_DIES) {
      if (isFirst) {
        System.err.print(LOG.repeat(20));
        IllegalStateException death = new IllegalStateException(LAST_WORDS);
        death.setStackTrace(new StackTraceElement[0]); // So the message is the last line.
        throw death;
      }
      Thread.currentThread().join();
    } else if (arguments.n() == LAST_DIES) {
      if (!isFirst) {
        printToStandardOutput(LOG.repeat(20) + LAST_WORDS + "\n"); // As a JVM that cannot start.
        Runtime.getRuntime().halt(3);
      }
      Thread.currentThread().join();
    } else if (arguments.n() == SECOND_WAITS) {
      boolean isLast = arguments.range().last() + 2 > Math.sqrt(arguments.n());
      if (isFirst) {
        Thread.currentThread().join();
      } else if (!isLast) {
        note(arguments);
        System.err.print(LOG.repeat(20) + LAST_WORDS + "\n");
        ProcessGate.pass(GATE);
      }
    } else if (arguments.n() == PRINTS) {
      System.err.print(LOG.repeat(20_000));
      printToStandardOutput(LOG.repeat(20_000));
    } else if (arguments.n() == FINDS_NOTHING) {
      note(arguments);
    } else if (arguments.n() == NOTES) {
      note(arguments);
      ProcessGate.pass(GATE);
    } else if (arguments.n() == FIRST_ENDS || arguments.n() == LAST_ENDS) {
      if (isFirst != (arguments.n() == FIRST_ENDS)) {
        ProcessGate.pass(GATE);
        raise(arguments);
      }
    } else if (arguments.n() == WAITS) {
      ProcessGate.pass(GATE);
    } else if (arguments.n() == WAITS_AND_WORKS) {
      ProcessGate.pass(GATE);
      WorkerProcess.work(arguments);
    } else if (arguments.n() == WAITS_ALONE_AND_WORKS) {
      System.setProperty("sharing.redis.bound", "1000"); // For a flag that reads this property.
      ProcessGate.pass(OTHER_GATE);
      WorkerProcess.work(arguments);
    }
    parent.finish();
  }

  private static void note(WorkerArguments arguments) throws IOException {
    DivisorRange range = arguments.range();
    long pid = ProcessHandle.current().pid();
    String line =
        range.first() + " " + range.last() + " " + arguments.checkEvery() + " " + pid + "\n";
    Files.writeString(notes(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** System.out would not do: a child of {@link ParentJvm} has it where its errors go. */
  private static void printToStandardOutput(String text) throws IOException {
    FileOutputStream out = new FileOutputStream(FileDescriptor.out); // Its messages go there, too.
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void raise(WorkerArguments arguments) throws IOException {
    try (RespClient redis = new RespClient(arguments.redis())) {
      if (redis.ask("SET", arguments.key(), "1", "XX") == null) {
        // The last words of the process, without a stack trace.
        System.err.println("there is no key " + arguments.key() + " in the server for the flag");
        System.exit(1);
      }
    }
  }

  /** Deletes all notes of the workers. The test calls it. */
  public static void forgetAll() throws IOException {
    Files.deleteIfExists(notes());
  }

  /**
   * The arguments that the workers noted: the first divisor, the last one, checkEvery; and their
   * pids.
   */
  static List<long[]> noted() throws IOException {
    if (Files.notExists(notes())) {
      return List.of();
    }
    return Files.readAllLines(notes()).stream()
        .map(line -> Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray())
        .toList();
  }

  private static Path notes() {
    return Path.of(System.getProperty("java.io.tmpdir"), "ranges-of-workers");
  }

  /** A program whose first search has one worker, which waits at the gate. */
  static final class FirstSearch {
    private FirstSearch() {}

    /** The argument is the server. */
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      new PrimeSearch(URI.create(arguments[0]), 1, 1000, TestWorker.class).isPrime(WAITS);
      parent.finish();
    }
  }
}
