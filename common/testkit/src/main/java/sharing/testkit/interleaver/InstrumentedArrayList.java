package sharing.testkit.interleaver;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;

/**
 * What a student's {@code new ArrayList} makes under the {@link Interleaver}: a list that adds as
 * an {@link ArrayList} does, and that can be paused in the middle.
 *
 * <p>{@code ArrayList.add} reads the size, writes the element at that place, and writes the size.
 * Its class Javadoc says that it is not synchronized: what another thread adds in between is lost.
 *
 * <p>Not safe for threads, on purpose.
 *
 * @param <E> what it holds
 */
public final class InstrumentedArrayList<E> extends ArrayList<E> {
  private static final long serialVersionUID = 1;
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /** As {@link ArrayList#ArrayList()}. */
  public InstrumentedArrayList() {}

  /** As {@link ArrayList#ArrayList(int)}. */
  public InstrumentedArrayList(int capacity) {
    super(capacity);
  }

  /** As {@link ArrayList#ArrayList(Collection)}. */
  public InstrumentedArrayList(Collection<? extends E> elements) {
    super(elements);
  }

  @Override
  public boolean add(E element) {
    int size = size();
    pause(this, "ArrayList.add");
    removeRange(size, Math.max(size, size()));
    return super.add(element);
  }

  @Override
  public boolean addAll(Collection<? extends E> elements) {
    int size = size();
    pause(this, "ArrayList.addAll");
    removeRange(size, Math.max(size, size()));
    return super.addAll(elements);
  }

  /** Lets the interleaver pause the caller, if that is the student's code. */
  private static void pause(Object list, String what) {
    Optional<StackFrame> caller = STACK.walk(frames -> frames.skip(2).findFirst());
    if (caller.isPresent()
        && caller.get().getDeclaringClass().getClassLoader()
            instanceof InstrumentingClassLoader loader) {
      loader.pauseInside(caller.get(), list, what);
    }
  }
}
