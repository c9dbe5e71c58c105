package sharing.testkit.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Its threads are daemons, and end with the test. */
class QuiescenceDetectorTest {
  private static final int MANY = 100;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Set<Long> outside = QuiescenceDetector.allThreads();
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void endThreads() {
    over.countDown();
  }

  @Test
  void no_thread_at_all_is_stuck_at_once() {
    assertThat(samples(StallThresholds.TURN, Set.of(), Set.of())).isEqualTo(1);
  }

  @Test
  void a_thread_that_waits_for_the_monitor_of_a_held_one_is_stuck_at_once() {
    Object monitor = new Object();
    Thread held =
        start(
            () -> {
              synchronized (monitor) {
                over.await();
              }
            });
    await(() -> held.getState() == Thread.State.WAITING);
    Thread blocked =
        start(
            () -> {
              synchronized (monitor) {
                over.await();
              }
            });
    await(() -> blocked.getState() == Thread.State.BLOCKED);
    assertThat(samples(StallThresholds.TURN, Set.of(blocked), Set.of(held))).isEqualTo(1);
  }

  @Test
  void a_thread_that_waits_for_a_signal_is_stuck_after_so_many_equal_samples() {
    Thread waits = start(over::await);
    await(() -> waits.getState() == Thread.State.WAITING);
    assertThat(samples(StallThresholds.CALL_HANGS, Set.of(waits), Set.of()))
        .as("the samples, the first of which equals none")
        .isGreaterThan(StallThresholds.CALL_HANGS.equalSamples());
  }

  @Test
  @EnabledOnOs(OS.LINUX) // The others do not tell.
  void a_turn_ends_sooner_if_the_operating_system_knows_of_no_thread_that_is_ready() {
    Thread waits = start(over::await);
    await(() -> waits.getState() == Thread.State.WAITING);
    await(() -> samples(StallThresholds.TURN, Set.of(waits), Set.of()) <= 5);
    start(
        () -> {
          while (over.getCount() > 0) {
            Thread.onSpinWait();
          }
        });
    Set<Long> all = QuiescenceDetector.allThreads();
    assertThat(samples(StallThresholds.BATON, Set.of(waits), Set.of(), all))
        .as("the samples, while a thread that does not matter runs")
        .isGreaterThan(StallThresholds.BATON.equalSamples());
  }

  @Test
  void nothing_is_proven_of_a_thread_that_waits_with_a_time_out() {
    Thread waits = start(() -> over.await(1, TimeUnit.DAYS));
    await(() -> waits.getState() == Thread.State.TIMED_WAITING);
    assertThat(samples(StallThresholds.CALL_HANGS, Set.of(waits), Set.of())).isEqualTo(MANY);
  }

  @Test
  void nothing_is_proven_while_another_thread_runs() {
    Thread waits = start(over::await);
    await(() -> waits.getState() == Thread.State.WAITING);
    start(
        () -> {
          while (over.getCount() > 0) {
            Thread.onSpinWait();
          }
        });
    assertThat(samples(StallThresholds.CALL_HANGS, Set.of(waits), Set.of())).isEqualTo(MANY);
  }

  @Test
  void a_thread_that_loads_classes_is_not_stuck_until_it_goes_on_without() {
    AtomicBoolean loads = new AtomicBoolean(true);
    Thread runs =
        start(
            () -> {
              for (int i = 0; over.getCount() > 0; i++) {
                if (loads.get()) {
                  new OneClass().define("Loaded" + i);
                }
              }
            });
    QuiescenceDetector detector = assertGoesOn(runs, () -> 0);
    loads.set(false);
    await(detector::isStuck);
  }

  @Test
  void a_thread_that_gets_on_is_not_stuck() {
    AtomicBoolean counts = new AtomicBoolean(true);
    AtomicLong counted = new AtomicLong();
    Thread runs =
        start(
            () -> {
              while (over.getCount() > 0) {
                if (counts.get()) {
                  counted.incrementAndGet();
                }
              }
            });
    QuiescenceDetector detector = assertGoesOn(runs, counted::get);
    counts.set(false);
    await(detector::isStuck);
  }

  /** Watches a thread that runs for as much processor time as five turns may take. */
  private QuiescenceDetector assertGoesOn(Thread runs, LongSupplier progress) {
    QuiescenceDetector detector =
        new QuiescenceDetector(
            StallThresholds.TURN, () -> Set.of(runs), Set::of, outside, new HashSet<>(), progress);
    long enough = 5 * StallThresholds.TURN.processorNanos();
    while (THREADS.getThreadCpuTime(runs.getId()) < enough) {
      assertThat(detector.isStuck()).as("stuck, though it gets on").isFalse();
      LockSupport.parkNanos(500_000);
    }
    return detector;
  }

  /** A class of its own for each name. */
  private static final class OneClass extends ClassLoader {
    void define(String name) {
      ClassWriter writer = new ClassWriter(0);
      writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
      byte[] code = writer.toByteArray();
      defineClass(name, code, 0, code.length);
    }
  }

  /** How many samples it takes until the threads are stuck; {@link #MANY} if it takes more. */
  private int samples(StallThresholds limits, Set<Thread> watched, Set<Thread> held) {
    return samples(limits, watched, held, outside);
  }

  private static int samples(
      StallThresholds limits, Set<Thread> watched, Set<Thread> held, Set<Long> outside) {
    Set<Long> others = new HashSet<>(outside);
    others.add(Thread.currentThread().getId());
    QuiescenceDetector detector =
        new QuiescenceDetector(limits, () -> watched, () -> held, others, new HashSet<>(), () -> 0);
    int samples = 1;
    while (samples < MANY && !detector.isStuck()) {
      LockSupport.parkNanos(500_000);
      samples++;
    }
    return samples;
  }

  private interface Body {
    void run() throws InterruptedException;
  }

  private static Thread start(Body body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** A state that never comes is noticed by {@link HangGuardExtension}. */
  private static void await(BooleanSupplier state) {
    while (!state.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
