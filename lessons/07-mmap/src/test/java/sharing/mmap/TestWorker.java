package sharing.mmap;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import sharing.common.ParentJvm;
import sharing.testkit.processes.ProcessGate;

/**
 * A worker's process whose behaviour depends on the number in its arguments; for any other number
 * it finds no divisor. First it leaves its arguments in a file.
 */
final class TestWorker {
  /** Raises the flag, without the lesson's code. */
  static final long FINDS = 9;

  /** Leaves the flag as it is. */
  static final long FINDS_NOTHING = 10_037;

  /** Waits at the gate, and then leaves the flag as it is. */
  static final long WAITS = 10_005;

  /** The worker with the smallest divisors dies of an exception, and the others never end. */
  static final long FIRST_DIES = 10_007;

  /** The worker with the smallest divisors never ends, and the others die. */
  static final long LAST_DIES = 10_009;

  /** The worker with the smallest divisors raises the flag, and then the others die. */
  static final long ONE_FINDS_AND_LAST_DIES = 10_011;

  /** Writes bytes that are not a flag into the flag's file. */
  static final long SPOILS = 10_013;

  /** Waits at the gate, and then works as a real worker does. */
  static final long WAITS_AND_WORKS = 1_000_000_000_039L;

  static final String GATE = "here";

  private static final String ARGUMENTS = "arguments-of-";
  private static final byte[] RAISED = {0, 0, 0, 1};

  private TestWorker() {}

  public static void main(String[] args) throws Exception {
    ParentJvm parent = ParentJvm.connect();
    leave(args);
    WorkerArguments arguments = WorkerArguments.of(args);
    boolean isFirst = arguments.range().first() == 3;
    if (arguments.n() == FINDS) {
      write(arguments.file(), RAISED);
    } else if (arguments.n() == SPOILS) {
      write(arguments.file(), new byte[] {-1, 0, 0, 1});
    } else if (arguments.n() == FIRST_DIES || arguments.n() == LAST_DIES) {
      if (isFirst == (arguments.n() == FIRST_DIES)) {
        throw new IllegalStateException("no divisor and no hope");
      }
      Thread.currentThread().join();
    } else if (arguments.n() == ONE_FINDS_AND_LAST_DIES) {
      if (!isFirst) {
        while (Files.readAllBytes(arguments.file())[3] == 0) {
          Thread.sleep(1); // Between two checks of the flag.
        }
        throw new IllegalStateException("no divisor and no hope");
      }
      write(arguments.file(), RAISED);
    } else if (arguments.n() == WAITS) {
      ProcessGate.pass(GATE);
    } else if (arguments.n() == WAITS_AND_WORKS) {
      ProcessGate.pass(GATE);
      WorkerProcess.work(arguments);
    }
    parent.finish();
  }

  /** Writes to a file that exists; if it does not exist, the process ends. */
  private static void write(Path file, byte[] bytes) throws IOException {
    if (Files.notExists(file)) {
      // The last words of the process, without a stack trace.
      System.err.println("there is no file " + file + " for the flag");
      System.exit(1);
    }
    Files.write(file, bytes, StandardOpenOption.WRITE);
  }

  private static Path folder() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** The file is complete or missing: the process may be killed while it writes. */
  private static void leave(String[] args) throws IOException {
    long pid = ProcessHandle.current().pid();
    Path draft = Files.write(folder().resolve("draft-of-" + pid), List.of(args));
    Files.move(draft, folder().resolve(ARGUMENTS + pid), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The arguments of the processes that have started since the last call of this method. */
  static List<WorkerArguments> takeArguments() throws IOException {
    List<WorkerArguments> arguments = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), ARGUMENTS + "*")) {
      for (Path file : files) {
        arguments.add(WorkerArguments.of(Files.readAllLines(file).toArray(String[]::new)));
        Files.delete(file);
      }
    }
    return arguments;
  }
}
