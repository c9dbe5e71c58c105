package sharing.samples;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;

/** Handovers whose number is right in each schedule, and whose accesses nothing orders. */
public final class RacyHandovers {
  private RacyHandovers() {}

  public static final class PlainFlag implements Handover {
    private int number;
    private boolean isGiven;

    @Override
    public void give(int given) {
      number = given;
      isGiven = true;
    }

    @Override
    public int take() {
      return isGiven ? number : 0;
    }
  }

  public static final class OnlyTheWriterLocks implements Handover {
    private int number;

    @Override
    public synchronized void give(int given) {
      number = given;
    }

    @Override
    public int take() {
      return number;
    }
  }

  public static final class TwoLocks implements Handover {
    private final Lock toGive = new ReentrantLock();
    private final Lock toTake = new ReentrantLock();
    private int number;

    @Override
    public void give(int given) {
      toGive.lock();
      try {
        number = given;
      } finally {
        toGive.unlock();
      }
    }

    @Override
    public int take() {
      toTake.lock();
      try {
        return number;
      } finally {
        toTake.unlock();
      }
    }
  }

  /** The volatile field is written before the number, and orders nothing after it. */
  public static final class VolatileBefore implements Handover {
    private volatile boolean isComing;
    private int number;

    @Override
    public void give(int given) {
      isComing = true;
      number = given;
    }

    @Override
    public int take() {
      return isComing ? number : 0;
    }
  }

  /** Each thread uses another volatile field. */
  public static final class WrongVolatile implements Handover {
    private volatile boolean isGiven;
    private volatile boolean isTaken;
    private int number;

    @Override
    public void give(int given) {
      number = given;
      isGiven = true;
    }

    @Override
    public int take() {
      return isTaken ? 0 : number;
    }
  }

  /** The fence follows the write that it should precede. */
  public static final class FenceAfterTheWrite implements Handover {
    private static final VarHandle GIVEN = handle(FenceAfterTheWrite.class, "isGiven");
    private int number;
    private boolean isGiven;

    @Override
    public void give(int given) {
      number = given;
      GIVEN.setOpaque(this, true);
      VarHandle.releaseFence();
    }

    @Override
    public int take() {
      boolean seen = (boolean) GIVEN.getOpaque(this);
      VarHandle.acquireFence();
      return seen ? number : 0;
    }
  }

  /** The fence precedes the read that it should follow. */
  public static final class FenceBeforeTheRead implements Handover {
    private static final VarHandle GIVEN = handle(FenceBeforeTheRead.class, "isGiven");
    private int number;
    private boolean isGiven;

    @Override
    public void give(int given) {
      number = given;
      VarHandle.releaseFence();
      GIVEN.setOpaque(this, true);
    }

    @Override
    public int take() {
      VarHandle.acquireFence();
      boolean seen = (boolean) GIVEN.getOpaque(this);
      return seen ? number : 0;
    }
  }

  /** Each has the fence of the other. */
  public static final class WrongFences implements Handover {
    private static final VarHandle GIVEN = handle(WrongFences.class, "isGiven");
    private int number;
    private boolean isGiven;

    @Override
    public void give(int given) {
      number = given;
      VarHandle.acquireFence();
      GIVEN.setOpaque(this, true);
    }

    @Override
    public int take() {
      boolean seen = (boolean) GIVEN.getOpaque(this);
      VarHandle.releaseFence();
      return seen ? number : 0;
    }
  }

  /** These fences order stores with stores, and loads with loads, and nothing else. */
  public static final class StoreAndLoadFences implements Handover {
    private static final VarHandle GIVEN = handle(StoreAndLoadFences.class, "isGiven");
    private int number;
    private boolean isGiven;

    @Override
    public void give(int given) {
      number = given;
      VarHandle.storeStoreFence();
      GIVEN.setOpaque(this, true);
    }

    @Override
    public int take() {
      boolean seen = (boolean) GIVEN.getOpaque(this);
      VarHandle.loadLoadFence();
      return seen ? number : 0;
    }
  }

  public static final class Opaque implements Handover {
    private static final VarHandle GIVEN = handle(Opaque.class, "given");
    private int number;
    private boolean given;

    @Override
    public void give(int value) {
      number = value;
      GIVEN.setOpaque(this, true);
    }

    @Override
    public int take() {
      return (boolean) GIVEN.getOpaque(this) ? number : 0;
    }
  }

  public static final class PlainGetOfAnAtomic implements Handover {
    private final AtomicBoolean given = new AtomicBoolean();
    private int number;

    @Override
    public void give(int value) {
      number = value;
      given.set(true);
    }

    @Override
    public int take() {
      return given.getPlain() ? number : 0;
    }
  }

  /** The class of the holder has a field that is not final. */
  public static final class DoubleChecked implements Handover {
    private Holder holder;

    @Override
    public void give(int number) {
      if (holder == null) {
        synchronized (this) {
          if (holder == null) {
            holder = new Holder(number);
          }
        }
      }
    }

    @Override
    public int take() {
      Holder seen = holder;
      return seen == null ? 0 : seen.number;
    }
  }

  private static final class Holder {
    private int number;

    Holder(int number) {
      this.number = number;
    }
  }

  public static final class SharedMap implements Handover {
    private final Map<String, Integer> numbers = new HashMap<>();

    @Override
    public void give(int number) {
      numbers.put("number", number);
    }

    @Override
    public int take() {
      return numbers.getOrDefault("number", 0);
    }
  }

  public static final class SharedList implements Handover {
    private final List<Integer> numbers = new ArrayList<>();

    @Override
    public void give(int number) {
      numbers.add(number);
    }

    @Override
    public int take() {
      return numbers.isEmpty() ? 0 : numbers.get(0);
    }
  }

  public static final class SharedDeque implements Handover {
    private final ArrayDeque<Integer> numbers = new ArrayDeque<>();

    @Override
    public void give(int number) {
      numbers.add(number);
    }

    @Override
    public int take() {
      Integer first = numbers.poll();
      return first == null ? 0 : first;
    }
  }

  public static final class SharedText implements Handover {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void give(int number) {
      text.append(number);
    }

    @Override
    public int take() {
      return text.length() == 0 ? 0 : Integer.parseInt(text.toString());
    }
  }

  public static final class ElementOfAnArray implements Handover {
    private final int[] numbers = new int[1];

    @Override
    public void give(int number) {
      numbers[0] = number;
    }

    @Override
    public int take() {
      return numbers[0];
    }
  }

  /** The number is read under an optimistic stamp, which nobody asks about. */
  public static final class NotValidated implements Handover {
    private final StampedLock lock = new StampedLock();
    private int number;

    @Override
    public void give(int given) {
      long stamp = lock.writeLock();
      number = given;
      lock.unlockWrite(stamp);
    }

    @Override
    public int take() {
      lock.tryOptimisticRead();
      return number;
    }
  }

  /** Nobody waits for the task. */
  public static final class TaskLeftAlone implements Handover {
    private int number;

    @Override
    public void give(int given) throws InterruptedException {
      ExecutorService pool = Executors.newSingleThreadExecutor();
      pool.execute(() -> number = given);
      pool.shutdown();
    }

    @Override
    public int take() {
      return number;
    }
  }

  static VarHandle handle(Class<?> type, String field) {
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
          .findVarHandle(type, field, boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static VarHandle staticHandle(Class<?> type, String field) {
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
          .findStaticVarHandle(type, field, boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
