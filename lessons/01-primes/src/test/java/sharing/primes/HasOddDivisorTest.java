package sharing.primes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.MillerRabin;

@Order(2)
@DisplayName("The search for an odd divisor")
class HasOddDivisorTest {

  @Test
  @Order(1)
  @Rule("An odd number is composite if an odd number from 3 to its square root divides it.")
  void small_odd_numbers_have_a_divisor_if_they_are_composite() {
    for (long n = 3; n < 20_000; n += 2) {
      assertThat(Primes.hasOddDivisor(n, 3))
          .as("hasOddDivisor(%d, 3)", n)
          .isEqualTo(!MillerRabin.isPrime(n));
    }
  }

  @ParameterizedTest(name = "{0} from {1}")
  @Order(2)
  @Rule("The search begins at the given number, and tries that number, too.")
  @CsvSource({"35, 3, true", "35, 5, true", "35, 7, false", "437, 19, true", "437, 21, false"})
  void the_search_begins_at_the_given_divisor(long n, long first, boolean expected) {
    assertThat(Primes.hasOddDivisor(n, first))
        .as("hasOddDivisor(%d, %d)", n, first)
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} from {1}")
  @Order(3)
  @Rule("A composite number need not have an odd divisor above 1: 8 has none.")
  @CsvSource({"1, 3, false", "2, 3, false", "8, 3, false", "12, 3, true", "50, 5, true"})
  void only_odd_divisors_count(long n, long first, boolean expected) {
    assertThat(Primes.hasOddDivisor(n, first))
        .as("hasOddDivisor(%d, %d)", n, first)
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "p = {0}")
  @Order(4)
  @Rule("The square root itself may be the only divisor to find, so the search includes it.")
  @ValueSource(
      longs = {
        3,
        5,
        7,
        94_906_249,
        94_906_297,
        2_147_483_647,
        2_147_483_659L,
        3_037_000_453L,
        3_037_000_493L
      })
  void the_square_of_a_prime_has_that_prime_as_its_divisor(long p) {
    long first = Math.max(3, p - 1000);
    assertThat(Primes.hasOddDivisor(p * p, first))
        .as("hasOddDivisor(%d * %d, %d)", p, p, first)
        .withFailMessage(
            "\nExpected: hasOddDivisor(%d * %d, %d) returns true.\nSeen: it returned false.",
            p, p, first)
        .isTrue();
  }

  @Test
  @Order(5)
  @Rule("A product in the loop must not overflow: as a long, 3037000501 squared is negative.")
  void the_search_ends_for_the_largest_prime_of_a_long() {
    long largestPrime = Long.MAX_VALUE - 24;
    assertThat(Primes.hasOddDivisor(largestPrime, 3_037_000_001L))
        .as("hasOddDivisor(%d, 3037000001)", largestPrime)
        .withFailMessage(
            "\nExpected: hasOddDivisor(%d, 3037000001) returns false.\n"
                + "Seen: it returned true.",
            largestPrime)
        .isFalse();
  }

  @Test
  @Order(6)
  @Rule("A search may begin above 3: it cannot assume that smaller numbers have been tried.")
  void every_odd_first_divisor_gives_the_right_answer() {
    for (long n = 1; n <= 2_000; n++) {
      for (long first = 3; first < 100; first += 2) {
        boolean expected = false;
        for (long divisor = first; divisor * divisor <= n; divisor += 2) {
          expected |= n % divisor == 0;
        }
        boolean found = Primes.hasOddDivisor(n, first);
        if (found != expected) {
          assertThat(found).as("hasOddDivisor(%d, %d)", n, first).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} from {1}")
  @Order(7)
  @Rule("Even if n fits in an int, a square that is compared with n may be too large for an int.")
  @CsvSource({
    "2147483647, 3, false",
    "2147483629, 3, false",
    "2147302921, 3, true",
    "2147488281, 46341, true",
    "2147483659, 3, false",
    "4294967291, 3, false",
    "4294967311, 3, false",
    "15, 4294967299, false",
    "9223372036854775807, 9223372036854775807, false"
  })
  void numbers_around_the_largest_int_get_the_right_answer(long n, long first, boolean expected) {
    assertThat(Primes.hasOddDivisor(n, first))
        .as("hasOddDivisor(%d, %d)", n, first)
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "n = {0}")
  @Order(8)
  @Rule("A method rejects an invalid argument, and the message contains the argument's value.")
  @ValueSource(longs = {0, -15, -1_000_000, Long.MIN_VALUE})
  void a_number_below_one_is_rejected(long n) {
    assertThatIllegalArgumentException()
        .as("hasOddDivisor(%d, 3)", n)
        .isThrownBy(() -> Primes.hasOddDivisor(n, 3))
        .withMessageContaining(Long.toString(n));
  }

  @ParameterizedTest(name = "first = {0}")
  @Order(9)
  @Rule("A method rejects an invalid argument, and the message contains the argument's value.")
  @ValueSource(longs = {4, 1, 0, -3, 1_000_000, -1_000_001})
  void a_first_divisor_that_is_even_or_below_three_is_rejected(long first) {
    assertThatIllegalArgumentException()
        .as("hasOddDivisor(35, %d)", first)
        .isThrownBy(() -> Primes.hasOddDivisor(35, first))
        .withMessageContaining(Long.toString(first));
  }
}
