package sharing.mmap;

import sharing.common.Flag;

/** A flag in the memory of one process, as in lesson 04. */
final class MemoryFlag implements Flag {
  private volatile boolean raised;

  @Override
  public void raise() {
    raised = true;
  }

  @Override
  public void lower() {
    raised = false;
  }

  @Override
  public boolean isRaised() {
    return raised;
  }
}
