package sharing.samples;

/** Two that wait, each for a thing of its own, and one that brings both. */
public interface Pairing {
  /** Waits for one of two things. */
  void await(int which) throws InterruptedException;

  /** Brings one of them. */
  void bring(int which);
}
