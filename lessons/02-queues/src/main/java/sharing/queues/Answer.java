package sharing.queues;

import java.util.List;

/**
 * A message to the collector, the thread that takes the answers. It comes from a worker or from the
 * feeder. It cannot be changed once it has been made, except for the exception in a {@link Failed}.
 */
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
   * The last message of a worker, or of the feeder, that cannot continue.
   *
   * @param cause what was thrown
   */
  record Failed(Throwable cause) implements Answer {}
}
