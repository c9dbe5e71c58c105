package sharing.testkit.threads;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** A thread that was interrupted, and what it does about it. One thread at a time may ask. */
final class InterruptedThread {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * A thread that is in the same wait at so many questions is at rest. At one question, a thread
   * that calls {@code parkNanos} in a loop seems to wait, too: after an interrupt, each call
   * returns at once.
   */
  private static final int AT_REST = 50;

  private final Thread thread;
  private final long wait;
  private final long busyEnough;
  private long lastWait = -1;
  private int sameWait;

  /**
   * Interrupts a thread.
   *
   * @param work a thread that has used so much processor time since then works on
   */
  InterruptedThread(Thread thread, Duration work) {
    this.thread = thread;
    this.wait = waits(thread);
    this.busyEnough = processorNanos(thread) + work.toNanos();
    thread.interrupt();
  }

  /**
   * Whether it has ended, has begun another wait, or works on. It may also wait for a monitor: then
   * it notices later, or never.
   */
  boolean hasNoticed() {
    boolean isBlocked = thread.getState() == Thread.State.BLOCKED;
    return !thread.isAlive() || waits(thread) != wait || isBlocked || worksOn();
  }

  /** Whether it has ended, or stays in one wait: a question that must be asked again and again. */
  boolean isAtRest() {
    Thread.State state = thread.getState();
    if (state == Thread.State.TERMINATED) {
      return true;
    }
    long now = waits(thread);
    sameWait = state != Thread.State.RUNNABLE && now == lastWait ? sameWait + 1 : 0;
    lastWait = now;
    return sameWait >= AT_REST;
  }

  /** Whether it goes on working. */
  boolean worksOn() {
    return thread.isAlive() && processorNanos(thread) > busyEnough;
  }

  /** The processor time that a thread has used, in nanoseconds; -1 if it has ended. */
  static long processorNanos(Thread thread) {
    return THREADS.getThreadCpuTime(thread.getId());
  }

  /** How often a thread has begun to wait; -1 if it has ended. */
  static long waits(Thread thread) {
    ThreadInfo info = THREADS.getThreadInfo(thread.getId());
    return info == null ? -1 : info.getWaitedCount();
  }
}
