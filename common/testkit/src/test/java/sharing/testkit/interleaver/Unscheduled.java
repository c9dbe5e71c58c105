package sharing.testkit.interleaver;

/** Hears of everything, keeps no thread, and ends no wait early. */
record Unscheduled(Waiters waiters) implements ActionListener {
  @Override
  public void before(CodePosition position, Object target, Object... details) {}

  @Override
  public void after(CodePosition position, Object target, Object value, Object... details) {}

  @Override
  public void inside(InsidePlace place, Object target, int index) {}

  @Override
  public boolean endsInTime(CodePosition position) {
    return false;
  }

  @Override
  public boolean skipsPause(CodePosition position) {
    return false;
  }

  @Override
  public long clockAheadNanos(CodePosition position) {
    return 0;
  }

  @Override
  public boolean wakesEarly(CodePosition position) {
    return false;
  }
}
