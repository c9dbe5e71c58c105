package sharing.testkit.interleaver;

/**
 * A copy of a {@link java.util.PriorityQueue}, as seen from what keeps its original up to date.
 * Public only because the copy is of another package.
 */
public interface CopiedQueue {
  /** Removes all from the original. */
  void clearOriginal();

  /** Adds to the original. */
  boolean offerToOriginal(Object element);
}
