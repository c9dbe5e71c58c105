package sharing.queues.helpers;

import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import sharing.queues.Task;

/** Counts the checks for a task that do not wait, or that wait for less than a second. */
public class LookedAtQueue extends ArrayBlockingQueue<Task> {
  private static final long serialVersionUID = 1;

  public final transient AtomicInteger looks = new AtomicInteger();

  public LookedAtQueue() {
    super(10);
  }

  @Override
  public Task poll() {
    looks.incrementAndGet();
    return super.poll();
  }

  @Override
  public Task poll(long time, TimeUnit unit) throws InterruptedException {
    if (unit.toNanos(time) < TimeUnit.SECONDS.toNanos(1)) {
      looks.incrementAndGet();
    }
    return super.poll(time, unit);
  }

  @Override
  public Task peek() {
    looks.incrementAndGet();
    return super.peek();
  }

  @Override
  public int size() {
    looks.incrementAndGet();
    return super.size();
  }

  @Override
  public int remainingCapacity() {
    looks.incrementAndGet();
    return super.remainingCapacity();
  }

  @Override
  public Iterator<Task> iterator() {
    looks.incrementAndGet();
    return super.iterator();
  }

  @Override
  public int drainTo(Collection<? super Task> to, int most) {
    looks.incrementAndGet();
    return super.drainTo(to, most);
  }
}
