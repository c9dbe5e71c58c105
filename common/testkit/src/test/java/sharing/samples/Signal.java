package sharing.samples;

/** Once raised, it stays so. */
public interface Signal {
  void raise();

  boolean isRaised();
}
