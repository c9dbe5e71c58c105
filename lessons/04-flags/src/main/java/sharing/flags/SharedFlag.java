package sharing.flags;

/** Step 1. A flag in the memory of one process, for its threads. */
public final class SharedFlag implements Flag {

  @Override
  public void raise() {
    throw new UnsupportedOperationException("TODO step 1: raise the flag");
  }

  @Override
  public boolean isRaised() {
    throw new UnsupportedOperationException("TODO step 1: tell whether the flag is raised");
  }
}
