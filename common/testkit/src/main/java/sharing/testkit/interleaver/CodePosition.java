package sharing.testkit.interleaver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A place in a class at which a thread does a shared action: what another thread may notice, or may
 * have changed. Immutable.
 *
 * @param type the class that it stands in
 * @param method the method
 * @param file the source file of the class, without its folder
 * @param line the line in that file, counted from 1
 * @param beginsLine whether the thread has done nothing yet of what its line does
 * @param what what the thread is about to do, as in "it writes count"
 * @param index counts the places of a class, so that no two are equal
 */
public record CodePosition(
    String type, String method, String file, int line, boolean beginsLine, String what, int index) {

  private static final List<Gated> ALL = new CopyOnWriteArrayList<>();

  /** A place, and what is called before it, which returns when the thread may go on. */
  private record Gated(CodePosition position, Consumer<CodePosition> gate) {}

  /** Gives a place the number by which {@link #before} knows it. */
  static synchronized int number(CodePosition position, Consumer<CodePosition> gate) {
    ALL.add(new Gated(position, gate));
    return ALL.size() - 1;
  }

  /**
   * Called by the code of an {@link InstrumentingClassLoader} before each shared action; returns
   * when the thread may go on. Any number of threads may call it.
   *
   * @param number as {@link #number} has given it
   */
  public static void before(int number) {
    Gated gated = ALL.get(number);
    gated.gate.accept(gated.position);
  }

  /** The place as a stack trace has it. */
  StackTraceElement frame() {
    return new StackTraceElement(type, method, file, line);
  }
}
