package sharing.testkit.interleaver;

/**
 * A place to pause a thread. The place identifies it, instead of a running number, because the
 * threads of one worker may get there in any order. Immutable; crosses from one JVM to another as
 * JSON.
 *
 * @param position what the thread is about to do
 * @param time the number of the occurrence in one schedule, counted from 1
 */
record Breakpoint(CodePosition position, int time) {
  /** As in {@link CodePosition#hashCode}. */
  @Override
  public int hashCode() {
    return 31 * position.hashCode() + time;
  }
}
