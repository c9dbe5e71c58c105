package sharing.queues;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often somebody asks for a task, or whether there is one. */
class LookedAtQueue extends ArrayBlockingQueue<Task> {
  private static final long serialVersionUID = 1;

  final transient AtomicInteger looks = new AtomicInteger();

  LookedAtQueue() {
    super(10);
  }

  @Override
  public Task take() throws InterruptedException {
    looks.incrementAndGet();
    return super.take();
  }

  @Override
  public Task poll() {
    looks.incrementAndGet();
    return super.poll();
  }

  @Override
  public Task poll(long time, TimeUnit unit) throws InterruptedException {
    looks.incrementAndGet();
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
}
