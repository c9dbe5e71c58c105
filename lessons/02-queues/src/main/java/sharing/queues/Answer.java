package sharing.queues;

import java.util.List;

/** A message from a worker. Nobody can change it after it was sent. */
public sealed interface Answer {

  /**
   * Primes that a worker has found.
   *
   * @param primes in the order in which their candidates came
   */
  record Primes(List<Long> primes) implements Answer {
    public Primes {
      primes = List.copyOf(primes);
    }
  }

  /** The last message of a worker that has taken its pill. */
  record Finished() implements Answer {}

  /**
   * The last message of somebody who cannot go on.
   *
   * @param cause what was thrown
   */
  record Failed(Throwable cause) implements Answer {}
}
