package sharing.testkit.interleaver;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes a call once for each action of the student's code. In the first round, something happens at
 * its first action, in the second round at its second, and so on. In the last round, the call ends
 * before, and nothing happens. At most {@value #MOST} rounds are made.
 *
 * <p>An action is what a thread can be paused before. If a round makes the call twice, nothing
 * happens in the second call. One thread at a time may use it; the call may use any threads.
 *
 * @param <T> what the call returns
 */
public final class EachAction<T> {
  private static final int MOST = 300;

  private final String ofStudent;
  private final Class<? extends Callable<T>> type;
  private final Object[] arguments;
  private final Countdown countdown = new Countdown();
  private Callable<T> call;

  /** Something that happens; or a round of a test: it prepares, makes the call, and checks. */
  @FunctionalInterface
  public interface Action {
    /** Runs it. */
    void run() throws Exception;
  }

  /** What happens once in a round. */
  interface Event {
    /** Whether it can happen at an action: before it, or after it. */
    boolean isPossible(CodePosition position, Object target, boolean isBefore);

    /** Happens, in the thread of the action. */
    void happen(CodePosition position);
  }

  private EachAction(String ofStudent, Class<? extends Callable<T>> type, Object... arguments)
      throws ReflectiveOperationException {
    this.ofStudent = ofStudent;
    this.type = type;
    this.arguments = arguments;
    loadAgain();
  }

  /**
   * Prepares a call.
   *
   * @param type has one constructor; it and all classes of its package are loaded again, so the
   *     test shares none of these classes with it
   * @param arguments for the constructor: objects of the JDK's classes
   * @throws ReflectiveOperationException if the object cannot be made
   */
  public static <T> EachAction<T> of(Class<? extends Callable<T>> type, Object... arguments)
      throws ReflectiveOperationException {
    return of(type.getPackageName(), type, arguments);
  }

  /** The same, for a student's code in another package. */
  static <T> EachAction<T> of(
      String ofStudent, Class<? extends Callable<T>> type, Object... arguments)
      throws ReflectiveOperationException {
    return new EachAction<>(ofStudent, type, arguments);
  }

  /** Loads the classes once more and makes the object of the call again, as a new process does. */
  public void loadAgain() throws ReflectiveOperationException {
    call = InstrumentedCall.of(countdown, ofStudent, type, arguments);
  }

  /** Makes the call, in the thread that asks for it. */
  public T call() throws Exception {
    try {
      return call.call();
    } finally {
      countdown.event = null;
    }
  }

  /** Makes the call; something happens just before each of its actions. */
  public T call(Action event) throws Exception {
    countdown.begin(
        before(
            () -> {
              event.run();
              countdown.begin(countdown.event, 1);
            }),
        1);
    return call();
  }

  /** In each round, something happens just before an action. */
  public void comesAfter(Action event, Action round) throws Exception {
    each(before(event), round);
  }

  private static Event before(Action event) {
    return new Event() {
      @Override
      public boolean isPossible(CodePosition position, Object target, boolean isBefore) {
        return isBefore;
      }

      @Override
      public void happen(CodePosition position) {
        try {
          event.run();
        } catch (Exception e) {
          throw new IllegalStateException("what happens before an action has failed", e);
        }
      }
    };
  }

  /** In each round, an action on a file fails, as {@link FileFailure} describes. */
  public void fails(Action round) throws Exception {
    each(new FileFailure(), round);
  }

  private void each(Event event, Action round) throws Exception {
    for (int i = 1; i <= MOST; i++) {
      countdown.begin(event, i);
      round.run();
      if (!hasHappened()) {
        return;
      }
    }
  }

  /** Whether it has happened in this round. */
  public boolean hasHappened() {
    return countdown.at != null;
  }

  /** The action at which it happened, such as {@code it calls move (CountFile.java:69)}. */
  public String action() {
    CodePosition at = countdown.at;
    return at == null ? "no action" : at.what() + " (" + at.file() + ":" + at.line() + ")";
  }

  /** Counts the actions at which the event of the round can happen. */
  private static final class Countdown extends InstrumentedCall.Listener {
    private final AtomicInteger left = new AtomicInteger();
    private volatile Event event;
    private volatile CodePosition at;

    void begin(Event ofRound, int number) {
      at = null;
      left.set(number);
      event = ofRound;
    }

    @Override
    public void before(CodePosition position, Object target, Object... details) {
      count(position, target, /* isBefore= */ true);
    }

    @Override
    public void after(CodePosition position, Object target, Object value, Object... details) {
      if (!(value instanceof Throwable)) {
        count(position, target, /* isBefore= */ false);
      }
    }

    private void count(CodePosition position, Object target, boolean isBefore) {
      Event now = event;
      if (now != null
          && at == null
          && position.isPlaceToPause()
          && now.isPossible(position, target, isBefore)
          && left.decrementAndGet() == 0) {
        at = position;
        now.happen(position);
      }
    }
  }
}
