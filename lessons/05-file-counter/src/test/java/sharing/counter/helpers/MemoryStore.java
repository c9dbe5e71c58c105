package sharing.counter.helpers;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import sharing.counter.Store;
import sharing.testkit.Uninterruptibly;

/** A store that counts its reads and writes. It can hold a call of one of them, and fail once. */
public class MemoryStore implements Store {
  public final AtomicLong value;
  public final AtomicInteger reads = new AtomicInteger();
  public final AtomicInteger writes = new AtomicInteger();
  private volatile Gate next = new Gate("");
  private volatile String failsAt = "";
  private volatile Throwable failure;

  public MemoryStore(long value) {
    this.value = new AtomicLong(value);
  }

  /** Where one call is held. */
  public static final class Gate {
    private final String method;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private Gate(String method) {
      this.method = method;
    }

    public boolean isHeld() {
      return held.getCount() == 0;
    }

    public void release() {
      release.countDown();
    }
  }

  /** Holds the next call of {@code read} or of {@code write}, until the gate is released. */
  public Gate holdAt(String method) {
    Gate gate = new Gate(method);
    next = gate;
    return gate;
  }

  /** Makes the next call of {@code read} or of {@code write} throw. */
  public void failAt(String method, Throwable thrown) {
    failure = thrown;
    failsAt = method;
  }

  @Override
  public long read() throws IOException {
    reads.incrementAndGet();
    meet("read");
    return value.get();
  }

  @Override
  public void write(long next) throws IOException {
    writes.incrementAndGet();
    meet("write");
    value.set(next);
  }

  private void meet(String method) throws IOException {
    Gate gate = next;
    if (gate.method.equals(method)) {
      next = new Gate("");
      gate.held.countDown();
      Uninterruptibly.await(gate.release);
    }
    if (failsAt.equals(method)) {
      failsAt = "";
      if (failure instanceof Error error) {
        throw error;
      } else if (failure instanceof RuntimeException exception) {
        throw exception;
      }
      throw (IOException) failure;
    }
  }
}
