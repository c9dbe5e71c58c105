package sharing.ranges.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import sharing.ranges.wrong.NextChunk;
import sharing.testkit.demonstration.WrongCode;
import sharing.testkit.interleaver.Interleaver;

/** Shows that two workers can take the same chunk if taking one is a read and then a write. */
public final class Demonstration {
  private static final int RUNS = 10;
  private static final int WORKERS = 4;
  private static final int CHUNKS = 100_000;

  private Demonstration() {}

  /** Two workers, each of which takes one chunk. */
  public static class TwoTakes implements Interleaver.Scenario {
    private final NextChunk chunk = new NextChunk();
    private long taken1;
    private long taken2;

    @Override
    public void worker1() {
      taken1 = chunk.take();
    }

    @Override
    public void worker2() {
      taken2 = chunk.take();
    }

    @Override
    public void check() {
      assertThat(taken1).as("what worker 1 took").isNotEqualTo(taken2);
    }
  }

  /** Prints how many chunks four threads take twice, and then one schedule of two threads. */
  public static void main(String[] none) throws Exception {
    List<Integer> twice = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      twice.add(takenTwice());
    }
    List<Integer> wrong = twice.stream().filter(count -> count > 0).toList();
    WrongCode code = new WrongCode(NextChunk.class);
    System.out.printf(
        """
          What was run
            %d threads share %,d chunks, in %d runs. Each takes its next chunk by:
        %s

          What happened
            Expected: no chunk is taken twice.
            Seen: %s

          Step by step
        %s

          Rule
            Reading a shared number and writing it must be one atomic action.
        """,
        WORKERS,
        CHUNKS,
        RUNS,
        code.listing("take").indent(4).stripTrailing(),
        wrong.isEmpty()
            ? "by luck, no chunk was taken twice. But a chunk can be taken twice:"
            : "%d of %d runs took chunks twice; %,d in the first such run:"
                .formatted(wrong.size(), RUNS, wrong.get(0)),
        code.schedule(TwoTakes.class).indent(4).stripTrailing());
  }

  /** Lets the threads take all chunks, and counts the chunks that were taken more than once. */
  private static int takenTwice() throws InterruptedException {
    NextChunk chunk = new NextChunk();
    CyclicBarrier start = new CyclicBarrier(WORKERS);
    List<int[]> taken = new ArrayList<>();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      int[] own = new int[CHUNKS];
      taken.add(own);
      workers.add(new Thread(() -> takeAll(chunk, own, start)));
    }
    workers.forEach(Thread::start);
    for (Thread worker : workers) {
      worker.join();
    }
    int twice = 0;
    for (int i = 0; i < CHUNKS; i++) {
      int all = 0;
      for (int[] own : taken) {
        all += own[i];
      }
      twice += all > 1 ? 1 : 0;
    }
    return twice;
  }

  private static void takeAll(NextChunk chunk, int[] own, CyclicBarrier start) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException("the workers are never interrupted", e);
    }
    for (long i = chunk.take(); i < CHUNKS; i = chunk.take()) {
      own[(int) i]++;
    }
  }
}
