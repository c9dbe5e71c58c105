package sharing.samples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Handovers that are ordered, each by a class of {@code java.util.concurrent} or a thread. */
public final class OrderedByLibrary {
  private OrderedByLibrary() {}

  public static final class AtomicFlag implements Handover {
    private final AtomicBoolean given = new AtomicBoolean();
    private int number;

    @Override
    public void give(int value) {
      number = value;
      given.lazySet(true);
    }

    @Override
    public int take() {
      return given.get() ? number : 0;
    }
  }

  /** What stands in the box is not final: the reference orders it. */
  public static final class Published implements Handover {
    private final AtomicReference<int[]> box = new AtomicReference<>();

    @Override
    public void give(int number) {
      int[] made = {number};
      box.set(made);
    }

    @Override
    public int take() {
      int[] seen = box.get();
      return seen == null ? 0 : seen[0];
    }
  }

  public static final class Latch implements Handover {
    private final CountDownLatch given = new CountDownLatch(1);
    private int number;

    @Override
    public void give(int value) {
      number = value;
      given.countDown();
    }

    @Override
    public int take() throws InterruptedException {
      given.await();
      return number;
    }
  }

  public static final class Permits implements Handover {
    private final Semaphore given = new Semaphore(0);
    private int number;

    @Override
    public void give(int value) {
      number = value;
      given.release();
    }

    @Override
    public int take() throws InterruptedException {
      given.acquire();
      return number;
    }
  }

  public static final class Phases implements Handover {
    private final Phaser phaser = new Phaser(1);
    private int number;

    @Override
    public void give(int value) {
      number = value;
      phaser.arrive();
    }

    @Override
    public int take() {
      phaser.awaitAdvance(0);
      return number;
    }
  }

  public static final class Queue implements Handover {
    private final BlockingQueue<List<Integer>> queue = new ArrayBlockingQueue<>(1);

    @Override
    public void give(int number) throws InterruptedException {
      List<Integer> list = new ArrayList<>();
      list.add(number);
      queue.put(list);
    }

    @Override
    public int take() throws InterruptedException {
      return queue.take().get(0);
    }
  }

  public static final class ViewOfAMap implements Handover {
    private final ConcurrentMap<String, int[]> map = new ConcurrentHashMap<>();
    private final Iterable<int[]> values = map.values();

    @Override
    public void give(int number) {
      map.put("number", new int[] {number});
    }

    @Override
    public int take() {
      int sum = 0;
      for (int[] value : values) {
        sum += value[0];
      }
      return sum;
    }
  }

  public static final class SynchronizedList implements Handover {
    private final List<Integer> list = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void give(int number) {
      list.add(number);
    }

    @Override
    public int take() {
      synchronized (list) {
        int sum = 0;
        for (int number : list) {
          sum += number;
        }
        return sum;
      }
    }
  }

  /** Each thread has a list of its own in a map that nobody changes any more. */
  public static final class ListInAMap implements Handover {
    private final Map<String, List<Integer>> lists = new HashMap<>();
    private volatile boolean isGiven;

    public ListInAMap() {
      lists.put("given", new ArrayList<>());
      lists.put("taken", new ArrayList<>());
    }

    @Override
    public void give(int number) {
      lists.get("given").add(number);
      isGiven = true;
    }

    @Override
    public int take() {
      lists.get("taken").add(1);
      return isGiven ? lists.get("given").get(0) : 0;
    }
  }

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

  public static final class ParkAndUnpark implements Handover {
    private volatile Thread taker;
    private volatile boolean isGiven;
    private int number;

    @Override
    public void give(int given) {
      number = given;
      isGiven = true;
      LockSupport.unpark(taker);
    }

    @Override
    public int take() {
      taker = Thread.currentThread();
      while (!isGiven) {
        LockSupport.park(this);
      }
      return number;
    }
  }

  /** A lock of the student's own, which inherits what it does. */
  public static final class OwnSemaphore implements Handover {
    private final Gate gate = new Gate();
    private int number;

    private static final class Gate extends Semaphore {
      private static final long serialVersionUID = 1;

      Gate() {
        super(0);
      }
    }

    @Override
    public void give(int given) {
      number = given;
      gate.release();
    }

    @Override
    public int take() {
      gate.acquireUninterruptibly();
      return number;
    }
  }

  public static final class Immutable implements Handover {
    private volatile Holder holder = new Holder(0);

    private record Holder(int number) {}

    @Override
    public void give(int given) {
      holder = new Holder(given);
    }

    @Override
    public int take() {
      return holder.number();
    }
  }
}
