package sharing.samples;

/** Two threads share something. */
public interface SharedWork {
  /** What one thread does. */
  void first() throws Exception;

  /** What the other thread does. */
  void second() throws Exception;

  /** What came out. */
  Object result() throws Exception;

  /** What comes out if it is right. */
  Object expected();
}
