package sharing.primes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.fixtures.NotebookNumber;
import sharing.testkit.threads.ProcessorTime;
import sharing.testkit.threads.WatchedCall;

@Order(3)
@DisplayName("Whether one number is prime")
class IsPrimeTest {
  /** How many stacks of isPrime are read before the test concludes what isPrime never calls. */
  private static final int STACKS = 200;

  @ParameterizedTest(name = "n = {0}")
  @Order(1)
  @Rule("A prime is greater than 1.")
  @ValueSource(longs = {1, 0, -1, -2, -7, Long.MIN_VALUE})
  void a_number_below_two_is_not_prime(long n) {
    assertThat(Primes.isPrime(n))
        .as("isPrime(%d)", n)
        .withFailMessage("\nExpected: isPrime(%d) returns false.\nSeen: it returned true.", n)
        .isFalse();
  }

  @ParameterizedTest(name = "n = {0}")
  @Order(2)
  @Rule("2 is the only even prime.")
  @ValueSource(longs = {2, 4, 6, 8, 100_000_000, Long.MAX_VALUE - 1})
  void two_is_the_only_even_prime(long n) {
    assertThat(Primes.isPrime(n)).as("isPrime(%d)", n).isEqualTo(n == 2);
  }

  @ParameterizedTest(name = "n = {0}")
  @Order(3)
  @Rule("Every number divides itself, so a divisor that equals n proves nothing.")
  @ValueSource(longs = {3, 5, 7, 11, 13, 17, 19})
  void a_small_prime_is_prime(long n) {
    assertThat(Primes.isPrime(n))
        .as("isPrime(%d)", n)
        .withFailMessage("\nExpected: isPrime(%d) returns true.\nSeen: it returned false.", n)
        .isTrue();
  }

  @Test
  @Order(4)
  @Rule("A number above 1 is prime if no number from 2 to its square root divides it.")
  void small_numbers_have_the_right_verdict() {
    for (long n = 0; n < 10_000; n++) {
      assertThat(Primes.isPrime(n)).as("isPrime(%d)", n).isEqualTo(MillerRabin.isPrime(n));
    }
  }

  @ParameterizedTest(name = "n = {0}")
  @Order(5)
  @ProcessorTime(seconds = 60)
  @Rule("Above 2^53, a double cannot hold every integer; the verdict must still be exact.")
  @ValueSource(
      longs = {
        9_007_199_254_740_881L,
        9_007_199_254_740_991L,
        9_007_199_254_740_993L,
        94_906_297L * 94_906_297L
      })
  void numbers_near_two_to_the_53_have_the_right_verdict(long n) {
    assertThat(Primes.isPrime(n)).as("isPrime(%d)", n).isEqualTo(MillerRabin.isPrime(n));
  }

  @Test
  @Order(6)
  @Rule("No calculation may overflow, for any n up to Long.MAX_VALUE.")
  void the_largest_numbers_of_a_long_have_the_right_verdict() {
    for (long below = 0; below < 24; below++) {
      long n = Long.MAX_VALUE - below;
      assertThat(Primes.isPrime(n))
          .as("isPrime(Long.MAX_VALUE - %d)", below)
          .withFailMessage("\nExpected: isPrime(%d) returns false.\nSeen: it returned true.", n)
          .isFalse();
    }
  }

  @Test
  @Order(7)
  @ProcessorTime(seconds = 400)
  @Rule("The verdict must be right, even if the smallest divisor above 1 is very large.")
  void the_numbers_of_the_notebook_have_the_right_verdict() {
    // One of each kind: lesson 04 tries all of them.
    NotebookNumber[] numbers = {
      NotebookNumber.SMALL_COMPOSITE,
      NotebookNumber.LARGE_COMPOSITE_1,
      NotebookNumber.LARGE_COMPOSITE_1_MISTYPED,
      NotebookNumber.LARGE_PRIME_1
    };
    // Any number of threads may call isPrime, and two threads need half the time.
    List<Boolean> verdicts =
        Arrays.stream(numbers).parallel().map(number -> Primes.isPrime(number.n())).toList();
    for (int i = 0; i < numbers.length; i++) {
      assertThat(verdicts.get(i))
          .as("isPrime(%d) (%s)", numbers[i].n(), numbers[i])
          .isEqualTo(numbers[i].isPrime());
    }
  }

  @ParameterizedTest(name = "{0}")
  @Order(8)
  @ProcessorTime(seconds = 120)
  @Rule(
      "Write a loop once, in a method, and call that method: isPrime leaves the division to"
          + " hasOddDivisor.")
  @ValueSource(strings = {"a large prime", "numbers that fit in an int"})
  void isPrime_calls_hasOddDivisor(String which) throws Exception {
    long n = which.startsWith("a") ? 10_000_000_000_000_061L : Integer.MAX_VALUE;
    Set<String> methods = new TreeSet<>();
    AtomicBoolean isDone = new AtomicBoolean();
    // A call may return before its stack is read. Then the next call checks the next number: an
    // answer may remember its verdicts.
    WatchedCall<Boolean> call =
        WatchedCall.start(
            () -> {
              boolean isPrime = Primes.isPrime(n);
              for (long next = n - 2; !isDone.get(); next -= 2) {
                Primes.isPrime(next);
              }
              return isPrime;
            });
    AtomicInteger stacks = new AtomicInteger();
    call.until(
        () -> {
          List<String> now =
              Arrays.stream(call.caller().getStackTrace())
                  .filter(frame -> frame.getClassName().equals(Primes.class.getName()))
                  .map(StackTraceElement::getMethodName)
                  .toList();
          methods.addAll(now);
          boolean isEnough = now.contains("isPrime") && stacks.incrementAndGet() == STACKS;
          if (isEnough || methods.contains("hasOddDivisor")) {
            isDone.set(true);
          }
          return isDone.get();
        });
    assertThat(call.result())
        .as("isPrime(%d)", n)
        .withFailMessage("\nExpected: isPrime(%d) returns true.\nSeen: it returned false.", n)
        .isTrue();
    if (!methods.contains("hasOddDivisor")) {
      throw new CheckFailedError(
          "The test read the call stack of isPrime many times while it checked " + which + ".",
          "the stack contains hasOddDivisor, called by isPrime.",
          "the stack contains these methods of Primes: " + methods + ".");
    }
  }

  @Test
  @Order(9)
  @Rule("Even if n fits in an int, a square that is compared with n may be too large for an int.")
  void numbers_around_the_largest_int_have_the_right_verdict() {
    for (long middle : new long[] {1L << 31, 1L << 32}) {
      for (long n = middle - 60; n <= middle + 60; n++) {
        assertThat(Primes.isPrime(n)).as("isPrime(%d)", n).isEqualTo(MillerRabin.isPrime(n));
      }
    }
    for (long k = 46_331; k <= 46_351; k += 2) {
      assertThat(Primes.isPrime(k * k))
          .as("isPrime(%d * %d)", k, k)
          .withFailMessage(
              "\nExpected: isPrime(%d * %d) returns false.\nSeen: it returned true.", k, k)
          .isFalse();
    }
  }
}
