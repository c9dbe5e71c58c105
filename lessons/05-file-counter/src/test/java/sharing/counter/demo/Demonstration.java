package sharing.counter.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import sharing.counter.wrong.UnlockedCounter;
import sharing.testkit.demonstration.WrongCode;
import sharing.testkit.interleaver.Interleaver;

/** Shows that four threads lose updates of a number in a file that no lock guards. */
public final class Demonstration {
  private static final int THREADS = 4;
  private static final int TIMES = 1_000;

  private Demonstration() {}

  /** Two threads, each of which adds one. */
  public static class TwoIncrements implements Interleaver.Scenario {
    private final Path file = newFile();
    private final UnlockedCounter counter = new UnlockedCounter(file);

    /** Two threads and a new file. */
    public TwoIncrements() throws IOException {}

    @Override
    public void worker1() throws IOException {
      counter.increment();
    }

    @Override
    public void check() throws IOException {
      assertThat(Files.readString(file)).as("the number after two increments").isEqualTo("2");
    }
  }

  /** Prints the count of four threads, and then one schedule of two threads. */
  public static void main(String[] none) throws Exception {
    long counted = counted();
    WrongCode code = new WrongCode(UnlockedCounter.class);
    System.out.printf(
        """
          What was run
            %d threads; each adds one, %,d times, to the number in a file. The code:
        %s

          What happened
            Expected: the file holds %,d.
            Seen: it holds %,d. %s

          Step by step
        %s

          Rule
            Reading, adding one and writing must be one critical section.
        """,
        THREADS,
        TIMES,
        code.listing("increment").indent(4).stripTrailing(),
        THREADS * TIMES,
        counted,
        counted < THREADS * TIMES
            ? "Some increments are lost as shown below, others\n"
                + "    because writeString truncates the file first: an empty text counts as 0."
            : "This run was right by luck. The code is wrong:",
        code.schedule(TwoIncrements.class).indent(4).stripTrailing());
  }

  private static long counted() throws Exception {
    Path file = newFile();
    UnlockedCounter counter = new UnlockedCounter(file);
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      tasks.add(
          new FutureTask<>(
              () -> {
                start.await();
                for (int time = 0; time < TIMES; time++) {
                  counter.increment();
                }
                return null;
              }));
    }
    tasks.forEach(task -> new Thread(task).start());
    for (FutureTask<Void> task : tasks) {
      task.get();
    }
    return Long.parseLong("0" + Files.readString(file));
  }

  /** A file that holds 0, in a folder of its own. */
  private static Path newFile() throws IOException {
    return Files.writeString(Files.createTempDirectory("demo").resolve("file"), "0");
  }
}
