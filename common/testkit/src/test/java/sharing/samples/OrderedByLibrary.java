package sharing.samples;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

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

  /** The map calls the function while it guards the entry. */
  public static final class InsideOfCompute implements Handover {
    private final ConcurrentMap<String, List<Integer>> lists = new ConcurrentHashMap<>();

    @Override
    public void give(int number) {
      lists.compute("given", (name, list) -> with(list, number));
    }

    @Override
    public int take() {
      int[] taken = {0};
      lists.computeIfPresent(
          "given",
          (name, list) -> {
            taken[0] = list.get(0);
            return list;
          });
      return taken[0];
    }

    private static List<Integer> with(List<Integer> before, int number) {
      List<Integer> list = before == null ? new ArrayList<>() : before;
      list.add(number);
      return list;
    }
  }

  public static final class FieldUpdater implements Handover {
    private static final AtomicIntegerFieldUpdater<FieldUpdater> GIVEN =
        AtomicIntegerFieldUpdater.newUpdater(FieldUpdater.class, "isGiven");
    private volatile int isGiven;
    private int number;

    @Override
    public void give(int given) {
      number = given;
      GIVEN.set(this, 1);
    }

    @Override
    public int take() {
      return isGiven == 1 ? number : 0;
    }
  }

  /** The other way round: written as a field, and read by the updater. */
  public static final class ReadByAnUpdater implements Handover {
    private static final AtomicIntegerFieldUpdater<ReadByAnUpdater> GIVEN =
        AtomicIntegerFieldUpdater.newUpdater(ReadByAnUpdater.class, "isGiven");
    private volatile int isGiven;
    private int number;

    @Override
    public void give(int given) {
      number = given;
      isGiven = 1;
    }

    @Override
    public int take() {
      return GIVEN.get(this) == 1 ? number : 0;
    }
  }

  public static final class Barrier implements Handover {
    private final CyclicBarrier barrier = new CyclicBarrier(2);
    private int number;

    @Override
    public void give(int given) throws Exception {
      number = given;
      barrier.await();
    }

    @Override
    public int take() throws Exception {
      barrier.await();
      return number;
    }
  }

  public static final class Exchanged implements Handover {
    private final Exchanger<int[]> exchanger = new Exchanger<>();

    @Override
    public void give(int number) throws InterruptedException {
      int[] given = {number};
      exchanger.exchange(given);
    }

    @Override
    public int take() throws InterruptedException {
      return exchanger.exchange(new int[1])[0];
    }
  }

  /**
   * A pipe orders nothing in the JLS, but its implementation does, and nobody should be refused.
   */
  public static final class Piped implements Handover {
    private final PipedInputStream in = new PipedInputStream();
    private final PipedOutputStream out = new PipedOutputStream();
    private int number;

    public Piped() throws IOException {
      in.connect(out);
    }

    @Override
    public void give(int given) throws IOException {
      number = given;
      out.write(1);
      out.flush();
    }

    @Override
    public int take() throws IOException {
      return in.available() > 0 && in.read() == 1 ? number : 0;
    }
  }
}
