package sharing.primes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;

/**
 * In each scenario, thread 1 also calls isPrime: its call of hasOddDivisor gives a schedule a place
 * to begin.
 */
@Order(4)
@DisplayName("A range of numbers")
class PrimesThreadsTest {

  /** Two threads compute the roots of the same numbers. */
  static class Roots implements Interleaver.Scenario {
    private long[] primes;
    private boolean isPrime;
    private long[] roots1;
    private long[] roots2;

    @Override
    public void worker1() {
      primes = Primes.primesIn(9, 12);
      roots1 = new long[] {Primes.sqrt(9), Primes.sqrt(25)};
      isPrime = Primes.isPrime(9);
    }

    @Override
    public void worker2() {
      roots2 = new long[] {Primes.sqrt(25), Primes.sqrt(9)};
    }

    @Override
    public void check() {
      assertThat(roots1).as("sqrt(9) and sqrt(25) in thread 1").containsExactly(3, 5);
      assertThat(roots2).as("sqrt(25) and sqrt(9) in thread 2").containsExactly(5, 3);
      assertThat(primes).as("primesIn(9, 12) in thread 1").containsExactly(11);
      assertThat(isPrime).as("isPrime(9) in thread 1").isEqualTo(false);
    }
  }

  /** Two threads search for divisors of the same numbers. */
  static class Divisors implements Interleaver.Scenario {
    private long[] primes;
    private boolean[] answers1;
    private boolean[] answers2;

    @Override
    public void worker1() {
      primes = Primes.primesIn(33, 38);
      answers1 =
          new boolean[] {
            Primes.hasOddDivisor(35, 3), Primes.hasOddDivisor(37, 3), Primes.isPrime(35)
          };
    }

    @Override
    public void worker2() {
      answers2 =
          new boolean[] {
            Primes.hasOddDivisor(37, 3), Primes.hasOddDivisor(35, 3), Primes.isPrime(37)
          };
    }

    @Override
    public void check() {
      assertThat(primes).as("primesIn(33, 38) in thread 1").containsExactly(37);
      assertThat(answers1)
          .as("hasOddDivisor(35, 3), hasOddDivisor(37, 3) and isPrime(35) in thread 1")
          .containsExactly(true, false, false);
      assertThat(answers2)
          .as("hasOddDivisor(37, 3), hasOddDivisor(35, 3) and isPrime(37) in thread 2")
          .containsExactly(false, true, true);
    }
  }

  /** Two threads search two ranges. */
  static class Ranges implements Interleaver.Scenario {
    private boolean isPrime;
    private long[] primes1;
    private long[] primes2;

    @Override
    public void worker1() {
      primes1 = Primes.primesIn(2, 8);
      isPrime = Primes.isPrime(9);
    }

    @Override
    public void worker2() {
      primes2 = Primes.primesIn(8, 14);
    }

    @Override
    public void check() {
      assertThat(primes1).as("primesIn(2, 8) in thread 1").containsExactly(2, 3, 5, 7);
      assertThat(primes2).as("primesIn(8, 14) in thread 2").containsExactly(11, 13);
      assertThat(isPrime).as("isPrime(9) in thread 1").isEqualTo(false);
    }
  }

  @Test
  @Order(1)
  @Rule("Keep the data of one call in local variables: all threads share every static field.")
  void no_pause_of_a_thread_changes_the_primes_of_a_range() throws Exception {
    Interleaver.assertHolds(Ranges.class);
  }

  @Test
  @Order(2)
  @Rule("Keep the data of one call in local variables: all threads share every static field.")
  void no_pause_of_a_thread_changes_a_root() throws Exception {
    Interleaver.assertHolds(Roots.class);
  }

  @Test
  @Order(3)
  @Rule("Keep the data of one call in local variables: all threads share every static field.")
  void no_pause_of_a_thread_changes_a_verdict() throws Exception {
    Interleaver.assertHolds(Divisors.class);
  }
}
