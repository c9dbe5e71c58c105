package sharing.queues;

import java.util.List;

/** A message from a worker. It cannot be changed after it was made. */
public sealed interface Answer {

  /**
   * Primes that a worker has found.
   *
   * @param primes in the order of their candidates
   */
  record Primes(List<Long> primes) implements Answer {
    public Primes {
      primes = List.copyOf(primes);
    }
  }

  /** The last message of a worker that has taken its pill. */
  record Finished() implements Answer {}

  /**
   * The last message of a sender that cannot continue.
   *
   * @param cause what was thrown
   */
  record Failed(Throwable cause) implements Answer {}
}
