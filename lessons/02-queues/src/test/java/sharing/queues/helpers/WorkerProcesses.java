package sharing.queues.helpers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.OS;
import sharing.common.ParentJvm;
import sharing.queues.Answer;
import sharing.queues.ChildWorker;
import sharing.queues.Lines;
import sharing.queues.Task;
import sharing.testkit.threads.WatchedCall;

/** Two queues, and main classes for the process of a worker between them: some misbehave. */
public abstract class WorkerProcesses {
  protected static final Answer FINISHED = new Answer.Finished();

  /** The exit code of the processes that end by themselves. */
  protected static final int EXIT_CODE = 77;

  private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

  protected final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(10);
  protected final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(10);

  /** The exit code of a process that was killed. */
  protected static int killed() {
    return OS.WINDOWS.isCurrentOs() ? 1 : 137;
  }

  /** Answers each task with its process id. */
  protected static final class Telling {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      Task task = Lines.task(parent.receive().orElseThrow());
      while (!task.isPill()) {
        boolean isEmpty = task.candidates().length == 0;
        parent.send(Lines.of(primes(isEmpty ? new long[0] : new long[] {pid()})));
        task = Lines.task(parent.receive().orElseThrow());
      }
      parent.send(Lines.of(FINISHED));
      parent.finish();
    }

    private static long pid() {
      return ProcessHandle.current().pid();
    }
  }

  /** Takes a task, makes a file, and never answers. */
  protected static final class Silent {
    private static final String FILE = "has-a-task-";

    public static void main(String[] arguments) throws Exception {
      ParentJvm.connect().receive();
      System.err.println("a task has come");
      Files.createFile(file(ProcessHandle.current()));
      Thread.currentThread().join();
    }

    /** Whether a process has taken a task. */
    public static boolean hasTask() {
      return withTask().findAny().isPresent();
    }

    /** The processes that have taken a task. */
    public static Stream<ProcessHandle> withTask() {
      return ProcessHandle.current().children().filter(child -> Files.exists(file(child)));
    }

    private static Path file(ProcessHandle process) {
      return FOLDER.resolve(FILE + process.pid());
    }

    /** Deletes the files: a later process may get the id of one that has ended. */
    static void forgetTasks() throws IOException {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, FILE + "*")) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
    }
  }

  /** Answers the first task with primes, and the second task as if it were a pill. */
  protected static final class Fickle {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      parent.receive();
      parent.send(Lines.of(primes(7)));
      Answering.with(parent, Lines.of(FINISHED));
    }
  }

  /** Answers each task with a prime. At a pill, it ends without an answer. */
  protected static final class Mute {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      while (!Lines.task(parent.receive().orElseThrow()).isPill()) {
        parent.send(Lines.of(primes(7)));
      }
      System.err.println("no answer to a pill");
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }

  /** Answers a pill, and does not end. */
  protected static final class Lingering {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      parent.receive();
      parent.send(Lines.of(FINISHED));
      Thread.currentThread().join();
    }
  }

  /** Takes a task, closes its output, and ends when it is told to. */
  protected static final class Closing {
    private static final Path CLOSED = FOLDER.resolve("closed");
    private static final Path MAY_END = FOLDER.resolve("may-end");

    public static void main(String[] arguments) throws Exception {
      closeOutput();
      while (!Files.exists(MAY_END)) {
        Thread.sleep(2); // Between two checks of the file.
      }
      Runtime.getRuntime().halt(EXIT_CODE);
    }

    static void closeOutput() throws Exception {
      ParentJvm.connect().receive();
      System.err.println("no answer will come");
      System.err.println("and this is the last line");
      new FileOutputStream(FileDescriptor.out).close();
      Files.createFile(CLOSED);
    }

    public static boolean hasClosed() {
      return Files.exists(CLOSED);
    }

    public static void end() throws IOException {
      Files.createFile(MAY_END);
    }

    static void forget() throws IOException {
      Files.deleteIfExists(CLOSED);
      Files.deleteIfExists(MAY_END);
    }
  }

  /** Takes a task, closes its output, and does not end. */
  protected static final class Stuck {
    public static void main(String[] arguments) throws Exception {
      Closing.closeOutput();
      Thread.currentThread().join();
    }
  }

  /** Ends before it takes a task. */
  protected static final class ShortLived {
    public static void main(String[] arguments) {
      System.err.println("no task was taken");
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }

  /** Sends the same answer to every message. */
  abstract static class Answering {
    static void with(String answer) throws Exception {
      with(ParentJvm.connect(), answer);
    }

    static void with(ParentJvm parent, String answer) throws Exception {
      while (true) {
        parent.receive();
        parent.send(answer);
      }
    }
  }

  protected static final class Failing extends Answering {
    public static void main(String[] arguments) throws Exception {
      with(Lines.of(new Answer.Failed(new ArithmeticException("3 cannot be decided"))));
    }
  }

  protected static final class Hasty extends Answering {
    public static void main(String[] arguments) throws Exception {
      with(Lines.of(FINISHED));
    }
  }

  /** Answers a pill as if it were a task without primes. */
  protected static final class Endless extends Answering {
    public static void main(String[] arguments) throws Exception {
      with(Lines.of(primes()));
    }
  }

  protected static final class Babbling extends Answering {
    public static void main(String[] arguments) throws Exception {
      with("hello");
    }
  }

  protected static Answer primes(long... primes) {
    return new Answer.Primes(LongStream.of(primes).boxed().toList());
  }

  /** Checks that the only answer is a failure, and returns the message of its cause. */
  protected static String failure(BlockingQueue<Answer> answers, String of) {
    assertThat(answers).as("the answers " + of).hasSize(1);
    Answer last = answers.remove();
    assertThat(last).as("the last answer " + of).isInstanceOf(Answer.Failed.class);
    return String.valueOf(((Answer.Failed) last).cause().getMessage());
  }

  /** A process that was killed may take a moment to end. */
  protected static void assertNoProcessLeft(String who) throws InterruptedException {
    awaitNoProcess();
    assertThat(ProcessHandle.current().children().count())
        .as("the number of processes left by " + who)
        .isZero();
  }

  /** Waits until all processes that a test has started have ended, or for some seconds. */
  protected static void awaitNoProcess() throws InterruptedException {
    long bound = System.nanoTime() + WatchedCall.BUSY_BOUND.toNanos();
    while (ProcessHandle.current().children().count() > 0 && System.nanoTime() < bound) {
      Thread.sleep(2); // Between two checks of the processes.
    }
  }

  /** Cleans up, so that one test does not disturb the next one. */
  @AfterEach
  protected void killAll() throws IOException {
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    Silent.forgetTasks();
    Closing.forget();
  }

  /** Runs a worker; the result is whether the interrupt status is set when it ends. */
  protected static WatchedCall<Boolean> start(ChildWorker worker) {
    return WatchedCall.start(
        "worker",
        () -> {
          worker.run();
          return Thread.currentThread().isInterrupted();
        });
  }
}
