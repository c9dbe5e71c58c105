package sharing.samples;

/** Hands a number from one thread to another. */
public interface Handover {
  /** Hands over a number, once. */
  void give(int number) throws Exception;

  /** The number that was given; 0 if none was, as far as this thread can see. */
  int take() throws Exception;
}
