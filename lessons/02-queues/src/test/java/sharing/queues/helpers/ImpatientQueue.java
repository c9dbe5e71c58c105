package sharing.queues.helpers;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A queue in which the first {@value #TOO_EARLY} waits with a timeout return immediately, as if
 * their time had passed. Waits without a timeout are real.
 */
public class ImpatientQueue<E> extends ArrayBlockingQueue<E> {
  private static final long serialVersionUID = 1;

  private static final int TOO_EARLY = 10_000;

  /** How many attempts to put something here have started. */
  public final transient AtomicInteger begun = new AtomicInteger();

  private final transient AtomicInteger early = new AtomicInteger();

  public ImpatientQueue(int capacity) {
    super(capacity);
  }

  @Override
  public void put(E message) throws InterruptedException {
    begun.incrementAndGet();
    super.put(message);
  }

  /** For the test itself: it does not count. */
  @Override
  public boolean add(E message) {
    return super.offer(message);
  }

  @Override
  public boolean offer(E message) {
    begun.incrementAndGet();
    return super.offer(message);
  }

  @Override
  public boolean offer(E message, long time, TimeUnit unit) throws InterruptedException {
    begun.incrementAndGet();
    long bound = early.incrementAndGet() > TOO_EARLY ? time : 0;
    return super.offer(message, bound, unit);
  }

  @Override
  public E poll(long time, TimeUnit unit) throws InterruptedException {
    long bound = early.incrementAndGet() > TOO_EARLY ? time : 0;
    return super.poll(bound, unit);
  }
}
