package sharing.samples;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RecursiveTask;
import java.util.stream.IntStream;

/** Handovers that are ordered by a thread, a pool, or what runs tasks. */
public final class OrderedByThreads {
  private OrderedByThreads() {}

  public static final class ThreadOfItsOwn implements Handover {
    private int number;

    @Override
    public synchronized void give(int given) throws InterruptedException {
      int[] box = new int[1];
      Thread thread = new Thread(() -> box[0] = given);
      thread.start();
      thread.join();
      number = box[0];
    }

    @Override
    public synchronized int take() {
      return number;
    }
  }

  public static final class Pool implements Handover {
    private int number;

    @Override
    public synchronized void give(int given) throws Exception {
      ExecutorService pool = Executors.newFixedThreadPool(2);
      int[] boxes = new int[2];
      pool.submit(() -> boxes[0] = given).get();
      pool.submit(() -> boxes[1] = boxes[0]).get();
      pool.shutdown();
      number = boxes[1];
    }

    @Override
    public synchronized int take() {
      return number;
    }
  }

  public static final class Stages implements Handover {
    private int number;

    @Override
    public synchronized void give(int given) {
      int[] box = new int[1];
      number = CompletableFuture.runAsync(() -> box[0] = given).thenApply(nothing -> box[0]).join();
    }

    @Override
    public synchronized int take() {
      return number;
    }
  }

  public static final class ParallelStream implements Handover {
    private int number;

    @Override
    public synchronized void give(int given) {
      int[] numbers = new int[8];
      IntStream.range(0, 8).parallel().forEach(i -> numbers[i] = given);
      number = numbers[7];
    }

    @Override
    public synchronized int take() {
      return number;
    }
  }

  public static final class Forked implements Handover {
    private int number;

    private static final class Task extends RecursiveTask<Integer> {
      private static final long serialVersionUID = 1;
      private final int given;
      private int result;

      Task(int given) {
        this.given = given;
      }

      @Override
      protected Integer compute() {
        result = given;
        return result;
      }
    }

    @Override
    public synchronized void give(int given) {
      Task task = new Task(given);
      task.fork();
      task.join();
      number = task.result;
    }

    @Override
    public synchronized int take() {
      return number;
    }
  }
}
