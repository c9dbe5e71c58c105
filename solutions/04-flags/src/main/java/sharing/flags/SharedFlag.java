package sharing.flags;

/** Step 1. A flag in the memory of one process, for its threads. */
public final class SharedFlag implements Flag {
  private volatile boolean raised;

  @Override
  public void raise() {
    raised = true;
  }

  @Override
  public boolean isRaised() {
    return raised;
  }
}
