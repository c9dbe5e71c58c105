package sharing.testkit.interleaver;

/**
 * A place to pause a thread, told by itself and not by its number in a row: the threads of one
 * worker may get there in any order. Immutable; crosses from one JVM to another as JSON.
 *
 * @param position what the thread is about to do
 * @param time which of its occurrences in one schedule, counted from 1
 */
record Breakpoint(CodePosition position, int time) {
  /** As in {@link CodePosition#hashCode}. */
  @Override
  public int hashCode() {
    return 31 * position.hashCode() + time;
  }
}
