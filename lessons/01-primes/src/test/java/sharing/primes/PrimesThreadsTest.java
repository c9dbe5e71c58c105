package sharing.primes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.Sieve;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.threads.ProcessorTime;

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

  /** Two threads search for divisors of the same numbers. 11 divides one of them, and is prime. */
  static class Divisors implements Interleaver.Scenario {
    private long[] primes;
    private boolean[] answers1;
    private boolean[] answers2;

    @Override
    public void worker1() {
      primes = Primes.primesIn(33, 38);
      answers1 =
          new boolean[] {
            Primes.hasOddDivisor(121, 3), Primes.hasOddDivisor(11, 3), Primes.isPrime(35)
          };
    }

    @Override
    public void worker2() {
      answers2 =
          new boolean[] {
            Primes.hasOddDivisor(11, 3), Primes.hasOddDivisor(33, 3), Primes.isPrime(37)
          };
    }

    @Override
    public void check() {
      assertThat(primes).as("primesIn(33, 38) in thread 1").containsExactly(37);
      assertThat(answers1)
          .as("hasOddDivisor(121, 3), hasOddDivisor(11, 3) and isPrime(35) in thread 1")
          .containsExactly(true, false, false);
      assertThat(answers2)
          .as("hasOddDivisor(11, 3), hasOddDivisor(33, 3) and isPrime(37) in thread 2")
          .containsExactly(false, true, true);
    }
  }

  /** Two threads search two narrow ranges. */
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

  /** Two threads search two wide ranges. */
  static class WideRanges implements Interleaver.Scenario {
    private boolean isPrime;
    private long[] primes1;
    private long[] primes2;

    @Override
    public void worker1() {
      primes1 = Primes.primesIn(0, 1_100);
      isPrime = Primes.isPrime(9);
    }

    @Override
    public void worker2() {
      primes2 = Primes.primesIn(1_100, 2_200);
    }

    @Override
    public void check() {
      assertSame("primesIn(0, 1100) in thread 1", primes1, Sieve.primesIn(0, 1_100));
      assertSame("primesIn(1100, 2200) in thread 2", primes2, Sieve.primesIn(1_100, 2_200));
      assertThat(isPrime).as("isPrime(9) in thread 1").isEqualTo(false);
    }

    private static void assertSame(String call, long[] seen, long[] expected) {
      assertThat(seen.length)
          .as("the number of primes that %s returned", call)
          .isEqualTo(expected.length);
      int i = Arrays.mismatch(seen, expected);
      if (i >= 0) {
        assertThat(seen[i])
            .as("prime %d of those that %s returned", i + 1, call)
            .isEqualTo(expected[i]);
      }
    }
  }

  /** Two threads pass invalid arguments. */
  static class Rejections implements Interleaver.Scenario {
    private boolean isPrime;
    private String messages1;
    private String messages2;

    @Override
    public void worker1() {
      messages1 = message(() -> Primes.primesIn(71, 62)) + message(() -> Primes.sqrt(-25));
      isPrime = Primes.isPrime(9);
    }

    @Override
    public void worker2() {
      messages2 = message(() -> Primes.sqrt(-36)) + message(() -> Primes.hasOddDivisor(48, 14));
    }

    /** The message of what a call throws. */
    private static String message(Runnable call) {
      try {
        call.run();
        return "none, because nothing was thrown";
      } catch (IllegalArgumentException e) {
        return e.getMessage();
      }
    }

    @Override
    public void check() {
      assertContains("primesIn(71, 62) and sqrt(-25) in thread 1", messages1, "71", "62", "-25");
      assertContains("sqrt(-36) and hasOddDivisor(48, 14) in thread 2", messages2, "-36", "14");
      assertThat(isPrime).as("isPrime(9) in thread 1").isEqualTo(false);
    }

    private static void assertContains(String calls, String messages, String... values) {
      assertThat(messages).as("the messages of the exceptions of %s", calls).contains(values);
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

  @Test
  @Order(4)
  @Rule("Keep the data of one call in local variables: all threads share every static field.")
  void no_pause_of_a_thread_changes_the_message_of_an_exception() throws Exception {
    Interleaver.assertHolds(Rejections.class);
  }

  @Test
  @Order(5)
  @ProcessorTime(seconds = 60)
  @Rule("Keep the data of one call in local variables, however much it is.")
  void no_pause_of_a_thread_changes_the_primes_of_a_wide_range() throws Exception {
    Interleaver.assertHolds(WideRanges.class);
  }
}
