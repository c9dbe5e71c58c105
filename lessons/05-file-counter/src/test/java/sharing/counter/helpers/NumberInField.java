package sharing.counter.helpers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import sharing.counter.Counter;

/** Sets the number of a counter without counting. */
public final class NumberInField {
  private static final int DEEPEST = 6;

  private NumberInField() {}

  /**
   * Finds the places that hold the number, by counting a little, and sets them: fields, elements of
   * arrays and collections, and the contents of atomic objects. If there is none, the number stays
   * small.
   */
  public static void set(Counter counter, long number) {
    List<Cell> cells = new ArrayList<>();
    Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
    counter.increment();
    find(new Cell(() -> counter, same -> {}), 0, known, cells);
    for (int more : new int[] {4, 6}) {
      for (int i = 0; i < more; i++) {
        counter.increment();
      }
      long now = counter.get();
      cells.removeIf(cell -> !(cell.get() instanceof Number seen && seen.doubleValue() == now));
    }
    cells.forEach(cell -> cell.setNumber(number));
  }

  /** Adds all places with numbers that can be reached from one. */
  private static void find(Cell from, int depth, Set<Object> known, List<Cell> found) {
    Object value = from.get();
    if (from.holdsNumber()) {
      found.add(from);
    } else if (value != null && depth < DEEPEST && known.add(value)) {
      from.inside().forEach(cell -> find(cell, depth + 1, known, found));
    }
  }
}
