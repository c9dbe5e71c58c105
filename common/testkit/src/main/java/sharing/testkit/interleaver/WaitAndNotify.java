package sharing.testkit.interleaver;

import java.util.Map;
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

  /** The replaced methods, and their descriptors here. */
  private static final Map<String, String> STAND_INS =
      Map.of(
          "java/lang/Object.wait()V", "(Ljava/lang/Object;I)V",
          "java/lang/Object.notify()V", "(Ljava/lang/Object;I)V",
          "java/lang/Object.notifyAll()V", "(Ljava/lang/Object;I)V",
          "java/util/concurrent/locks/Condition.await()V",
              "(Ljava/util/concurrent/locks/Condition;I)V",
          "java/util/concurrent/locks/LockSupport.park()V", "(I)V",
          "java/util/concurrent/locks/LockSupport.park(Ljava/lang/Object;)V",
              "(Ljava/lang/Object;I)V");

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
