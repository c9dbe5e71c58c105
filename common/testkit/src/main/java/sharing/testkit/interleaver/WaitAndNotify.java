package sharing.testkit.interleaver;

import java.util.Date;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.objectweb.asm.Type;

/**
 * Replaces the methods that wait, and those that wake. A wait may end spuriously (JLS 17.2.1, and
 * the Javadoc of {@link Condition} and {@link LockSupport}), a weak compare-and-set may fail
 * without one (the Javadoc of {@link java.lang.invoke.VarHandle}), and {@link Object#notify} wakes
 * any of those that wait: the schedule decides. Public only because instrumented code is of other
 * packages. Any number of threads may call it.
 */
public final class WaitAndNotify {
  static final String NAME = Type.getInternalName(WaitAndNotify.class);

  private static final String PERIODIC =
      "(Ljava/lang/Runnable;JJLjava/util/concurrent/TimeUnit;)"
          + "Ljava/util/concurrent/ScheduledFuture;";

  private static final String PERIODIC_HERE =
      "(Ljava/util/concurrent/ScheduledExecutorService;Ljava/lang/Runnable;JJ"
          + "Ljava/util/concurrent/TimeUnit;I)Ljava/util/concurrent/ScheduledFuture;";

  /** The replaced methods, and their descriptors here. */
  private static final Map<String, String> STAND_INS =
      Map.ofEntries(
          Map.entry("java/lang/Object.wait()V", "(Ljava/lang/Object;I)V"),
          Map.entry("java/lang/Object.wait(JI)V", "(Ljava/lang/Object;JII)V"),
          Map.entry("java/lang/Object.notify()V", "(Ljava/lang/Object;I)V"),
          Map.entry("java/lang/Object.notifyAll()V", "(Ljava/lang/Object;I)V"),
          Map.entry(
              "java/util/concurrent/ScheduledExecutorService.scheduleAtFixedRate" + PERIODIC,
              PERIODIC_HERE),
          Map.entry(
              "java/util/concurrent/ScheduledExecutorService.scheduleWithFixedDelay" + PERIODIC,
              PERIODIC_HERE),
          Map.entry(
              "java/util/concurrent/ScheduledThreadPoolExecutor.scheduleAtFixedRate" + PERIODIC,
              PERIODIC_HERE),
          Map.entry(
              "java/util/concurrent/ScheduledThreadPoolExecutor.scheduleWithFixedDelay" + PERIODIC,
              PERIODIC_HERE),
          Map.entry("java/lang/Thread.join(JI)V", "(Ljava/lang/Thread;JII)V"),
          Map.entry("java/lang/Thread.sleep(JI)V", "(JII)V"),
          Map.entry(
              "java/util/concurrent/TimeUnit.timedJoin(Ljava/lang/Thread;J)V",
              "(Ljava/util/concurrent/TimeUnit;Ljava/lang/Thread;JI)V"),
          Map.entry(
              "java/util/concurrent/TimeUnit.timedWait(Ljava/lang/Object;J)V",
              "(Ljava/util/concurrent/TimeUnit;Ljava/lang/Object;JI)V"),
          Map.entry(
              "java/util/concurrent/locks/Condition.await()V",
              "(Ljava/util/concurrent/locks/Condition;I)V"),
          Map.entry(
              "java/util/concurrent/locks/Condition.awaitNanos(J)J",
              "(Ljava/util/concurrent/locks/Condition;JI)J"),
          Map.entry(
              "java/util/concurrent/locks/Condition.awaitUntil(Ljava/util/Date;)Z",
              "(Ljava/util/concurrent/locks/Condition;Ljava/util/Date;I)Z"),
          Map.entry("java/util/concurrent/locks/LockSupport.park()V", "(I)V"),
          Map.entry(
              "java/util/concurrent/locks/LockSupport.park(Ljava/lang/Object;)V",
              "(Ljava/lang/Object;I)V"));

  private WaitAndNotify() {}

  /** The descriptor of the method here that replaces another one, or null. */
  static String standIn(String owner, String method, String descriptor) {
    return STAND_INS.get(owner + "." + method + descriptor);
  }

  /** Whether a call is a compare-and-set that may fail without a reason. */
  static boolean isWeak(CodePosition position) {
    return position.operation() == Operation.CALL
        && position.member().startsWith("weakCompareAndSet")
        && position.owner().startsWith("java.");
  }

  /** Whether an action is a wait that may end, or a call that may fail, without a reason. */
  static boolean mayEndEarly(CodePosition position) {
    return isWeak(position) || isWait(position);
  }

  private static boolean isWait(CodePosition position) {
    return position.operation() == Operation.CALL
        && switch (position.owner()) {
          case "java.lang.Object" -> position.member().equals("wait");
          case "java.util.concurrent.locks.Condition" -> position.member().equals("await");
          case "java.util.concurrent.locks.LockSupport" -> position.member().equals("park");
          default -> false;
        };
  }

  /** As {@link Object#wait()}. */
  public static void wait(Object monitor, int number) throws InterruptedException {
    ActionListener listener = SharedActions.listener(number);
    if (listener.wakesEarly(SharedActions.position(number))) {
      monitor.wait(1);
      return;
    }
    Waiters waiters = listener.waiters();
    waiters.add(monitor);
    try {
      do {
        monitor.wait();
      } while (waiters.isPassedOver());
    } finally {
      waiters.remove(monitor);
    }
  }

  /** As {@link Object#notify()}. */
  public static void notify(Object monitor, int number) {
    if (Thread.holdsLock(monitor) && SharedActions.listener(number).waiters().choose(monitor)) {
      monitor.notifyAll();
    } else {
      monitor.notify();
    }
  }

  /** As {@link Object#notifyAll()}. */
  public static void notifyAll(Object monitor, int number) {
    if (Thread.holdsLock(monitor)) {
      SharedActions.listener(number).waiters().chooseAll(monitor);
    }
    monitor.notifyAll();
  }

  /** As {@link Condition#await()}. */
  public static void await(Condition condition, int number) throws InterruptedException {
    if (isEarly(number)) {
      condition.await(1, TimeUnit.NANOSECONDS);
    } else {
      condition.await();
    }
  }

  /** As {@link Object#wait(long, int)}. */
  public static void wait(Object monitor, long millis, int nanos, int number)
      throws InterruptedException {
    monitor.wait(BoundedWaits.time(roundedUp(millis, nanos), number));
  }

  /** As {@link TimeUnit#timedWait}. */
  public static void timedWait(TimeUnit unit, Object monitor, long time, int number)
      throws InterruptedException {
    if (BoundedWaits.time(time, unit, number) == time) {
      unit.timedWait(monitor, time);
    } else {
      monitor.wait(1);
    }
  }

  /** As {@link Thread#join(long, int)}. */
  public static void join(Thread thread, long millis, int nanos, int number)
      throws InterruptedException {
    thread.join(BoundedWaits.time(roundedUp(millis, nanos), number));
  }

  /** As {@link TimeUnit#timedJoin}. */
  public static void timedJoin(TimeUnit unit, Thread thread, long time, int number)
      throws InterruptedException {
    unit.timedJoin(thread, BoundedWaits.time(time, unit, number));
  }

  /** As {@link Thread#sleep(long, int)}. */
  public static void sleep(long millis, int nanos, int number) throws InterruptedException {
    Thread.sleep(BoundedWaits.pause(roundedUp(millis, nanos), number));
  }

  /** As the method of that name. If pauses are skipped, a millisecond passes between two runs. */
  public static ScheduledFuture<?> scheduleAtFixedRate(
      ScheduledExecutorService timer,
      Runnable task,
      long delay,
      long period,
      TimeUnit unit,
      int number) {
    return BoundedWaits.pause(period, unit, number) == period
        ? timer.scheduleAtFixedRate(task, delay, period, unit)
        : timer.scheduleAtFixedRate(task, 0, 1, TimeUnit.MILLISECONDS);
  }

  /** As the method of that name. If pauses are skipped, a millisecond passes between two runs. */
  public static ScheduledFuture<?> scheduleWithFixedDelay(
      ScheduledExecutorService timer,
      Runnable task,
      long delay,
      long period,
      TimeUnit unit,
      int number) {
    return BoundedWaits.pause(period, unit, number) == period
        ? timer.scheduleWithFixedDelay(task, delay, period, unit)
        : timer.scheduleWithFixedDelay(task, 0, 1, TimeUnit.MILLISECONDS);
  }

  private static long roundedUp(long millis, int nanos) {
    return nanos > 0 ? millis + 1 : millis;
  }

  /** As {@link Condition#awaitNanos}. */
  public static long awaitNanos(Condition condition, long nanos, int number)
      throws InterruptedException {
    return condition.awaitNanos(BoundedWaits.time(nanos, TimeUnit.NANOSECONDS, number));
  }

  /** As {@link Condition#awaitUntil}. */
  public static boolean awaitUntil(Condition condition, Date end, int number)
      throws InterruptedException {
    long millis = end.getTime() - System.currentTimeMillis();
    boolean isOver = BoundedWaits.time(millis, TimeUnit.MILLISECONDS, number) != millis;
    return condition.awaitUntil(isOver ? new Date(0) : end);
  }

  /** As {@link LockSupport#park()}. */
  public static void park(int number) {
    if (!isEarly(number)) {
      LockSupport.park();
    }
  }

  /** As {@link LockSupport#park(Object)}. */
  public static void park(Object blocker, int number) {
    if (!isEarly(number)) {
      LockSupport.park(blocker);
    }
  }

  /** Whether a compare-and-set that is about to be called is to fail. */
  public static boolean isEarly(int number) {
    return SharedActions.listener(number).wakesEarly(SharedActions.position(number));
  }
}
