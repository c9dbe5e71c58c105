package sharing.primes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.NotebookRange;
import sharing.testkit.fixtures.Sieve;
import sharing.testkit.threads.ProcessorTime;

@Order(4)
@DisplayName("A range of numbers")
class PrimesInTest {

  @ParameterizedTest(name = "[{0}, {1})")
  @Order(1)
  @Rule("A half-open range [from, to) includes from and excludes to.")
  @CsvSource({
    "0, 30", "1, 2", "2, 3", "2, 4", "3, 8", "3, 7", "4, 5", "7, 11", "7, 12", "24, 29", "0, 1000"
  })
  void a_small_range_has_its_primes_in_ascending_order(long from, long to) {
    assertThat(Primes.primesIn(from, to))
        .as("primesIn(%d, %d)", from, to)
        .containsExactly(Sieve.primesIn(from, to));
  }

  @ParameterizedTest(name = "[{0}, {0})")
  @Order(2)
  @Rule("An empty range is valid: its result is an empty array.")
  @ValueSource(longs = {0, 5, -5, Long.MIN_VALUE})
  void an_empty_range_has_no_primes(long at) {
    assertThat(Primes.primesIn(at, at)).as("primesIn(%d, %d)", at, at).isEmpty();
  }

  @ParameterizedTest(name = "[{0}, {1})")
  @Order(3)
  @Rule("A method rejects invalid arguments, and the message contains their values.")
  @CsvSource({"10, 5", "3, 2", "1000001, 1000000", "9223372036854775807, -9223372036854775808"})
  void an_inverted_range_is_rejected(long from, long to) {
    assertThatIllegalArgumentException()
        .as("primesIn(%d, %d)", from, to)
        .isThrownBy(() -> Primes.primesIn(from, to))
        .withMessageContainingAll(Long.toString(from), Long.toString(to));
  }

  @Test
  @Order(4)
  @Rule("No number below 2 is prime, so skip all of them.")
  void a_range_may_begin_at_the_smallest_long() {
    assertThat(Primes.primesIn(Long.MIN_VALUE, 12))
        .as("primesIn(Long.MIN_VALUE, 12)")
        .containsExactly(2, 3, 5, 7, 11);
  }

  @ParameterizedTest(name = "[Long.MAX_VALUE - {0}, Long.MAX_VALUE)")
  @Order(5)
  @Rule("A counter that steps past Long.MAX_VALUE becomes negative, so the loop continues.")
  @ValueSource(longs = {0, 1, 2, 23})
  void a_range_may_end_at_the_largest_long(long below) {
    assertThat(Primes.primesIn(Long.MAX_VALUE - below, Long.MAX_VALUE))
        .as("primesIn(Long.MAX_VALUE - %d, Long.MAX_VALUE)", below)
        .isEmpty();
  }

  @Test
  @Order(6)
  @ProcessorTime(seconds = 60)
  @Rule("The result contains each prime of the range once, and nothing else.")
  void a_tenth_of_the_notebooks_range_has_its_5411_primes() {
    long to = NotebookRange.FROM + 100_000;
    String call = "primesIn(%d, %d)".formatted(NotebookRange.FROM, to);
    long[] primes = Primes.primesIn(NotebookRange.FROM, to);
    assertThat(primes.length)
        .as("the number of primes that %s returns", call)
        .isEqualTo(NotebookRange.PRIMES_IN_FIRST_100_000);
    assertThat(Arrays.stream(primes).sum())
        .as("the sum of the primes that %s returns", call)
        .isEqualTo(NotebookRange.SUM_IN_FIRST_100_000);
    assertThat(primes)
        .as("the primes that %s returns", call)
        .isEqualTo(Sieve.primesIn(NotebookRange.FROM, to));
  }

  @ParameterizedTest(name = "[{0}, {1})")
  @Order(7)
  @Rule("A range of numbers below 2 is valid: it has no primes.")
  @CsvSource({"-10, -5", "-3, 2", "0, 1", "0, 2", "-9223372036854775808, -9223372036854775807"})
  void a_range_below_two_has_no_primes(long from, long to) {
    assertThat(Primes.primesIn(from, to)).as("primesIn(%d, %d)", from, to).isEmpty();
  }

  @ParameterizedTest(name = "[{0}, {1})")
  @Order(8)
  @Rule("The numbers of a range are longs, so they may be larger than any int.")
  @CsvSource({"2147483640, 2147483660", "4294967280, 4294967312"})
  void a_range_above_the_largest_int_has_its_primes(long from, long to) {
    assertThat(Primes.primesIn(from, to))
        .as("primesIn(%d, %d)", from, to)
        .containsExactly(Sieve.primesIn(from, to));
  }

  @ParameterizedTest(name = "[{0}, {1})")
  @Order(9)
  @Rule("What a caller does with its result must not change the result of a later call.")
  @CsvSource({"2, 12", "0, 5000"})
  void an_array_that_was_changed_does_not_change_the_next_result(long from, long to) {
    long[] first = Primes.primesIn(from, to);
    Arrays.fill(first, 4);
    long[] second = Primes.primesIn(from, to);
    long[] expected = Sieve.primesIn(from, to);
    assertThat(second)
        .as("primesIn(%d, %d) after the array of an earlier call was changed", from, to)
        .withFailMessage(
            "\nExpected: primesIn(%d, %d) returns the %d primes again, after the caller has changed"
                + " the array that it got before.\n"
                + "Seen: the first number that it returned is %s.",
            from, to, expected.length, second.length == 0 ? "missing" : second[0])
        .isEqualTo(expected);
  }
}
