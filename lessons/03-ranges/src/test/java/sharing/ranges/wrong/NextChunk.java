package sharing.ranges.wrong;

/** Hands out the numbers of chunks: right for one worker, wrong for several. */
public final class NextChunk {
  private long next;

  /** The number of the next chunk, counted from 0. */
  public long take() {
    long taken = next;
    next = taken + 1;
    return taken;
  }
}
