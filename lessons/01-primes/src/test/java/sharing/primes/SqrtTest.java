package sharing.primes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.Rule;

@Order(1)
@DisplayName("The integer square root")
class SqrtTest {

  @Test
  @Order(1)
  @Rule("The integer square root of n is the largest r with r * r <= n.")
  void small_numbers_have_exact_roots() {
    for (long n = 0, root = 0; n <= 10_000; n++) {
      if ((root + 1) * (root + 1) == n) {
        root++;
      }
      assertThat(Primes.sqrt(n)).as("sqrt(%d)", n).isEqualTo(root);
    }
  }

  @ParameterizedTest(name = "k = {0}")
  @Order(2)
  @Rule(
      "A double keeps 53 significant bits, a positive long has up to 63: for n above 2^52, (long)"
          + " Math.sqrt(n) can be one too large.")
  @ValueSource(
      longs = {67_108_865, 94_906_249, 94_906_297, 2_147_483_647, 2_147_483_659L, 3_037_000_493L})
  void roots_are_exact_around_the_squares_of_large_numbers(long k) {
    long square = k * k;
    assertThat(Primes.sqrt(square - 1)).as("sqrt(%d * %d - 1)", k, k).isEqualTo(k - 1);
    assertThat(Primes.sqrt(square)).as("sqrt(%d * %d)", k, k).isEqualTo(k);
    assertThat(Primes.sqrt(square + 1)).as("sqrt(%d * %d + 1)", k, k).isEqualTo(k);
  }

  @Test
  @Order(3)
  @Rule("The square of a root must not overflow: 3037000500 * 3037000500 does not fit in a long.")
  void the_largest_long_has_an_exact_root() {
    long k = 3_037_000_499L;
    assertThat(Primes.sqrt(k * k - 1)).as("sqrt(%d * %d - 1)", k, k).isEqualTo(k - 1);
    assertThat(Primes.sqrt(k * k)).as("sqrt(%d * %d)", k, k).isEqualTo(k);
    assertThat(Primes.sqrt(k * k + 1)).as("sqrt(%d * %d + 1)", k, k).isEqualTo(k);
    assertThat(Primes.sqrt(Long.MAX_VALUE)).as("sqrt(Long.MAX_VALUE)").isEqualTo(k);
  }

  @Test
  @Order(4)
  @Rule(
      "A type that can hold n may be too narrow for the values from which the root of n is"
          + " computed.")
  void roots_are_exact_around_the_squares_of_smaller_numbers() {
    for (long k = 1; k <= 70_000; k++) {
      assertExactAround(k);
    }
    for (int bits = 17; bits <= 31; bits++) {
      for (long k = (1L << bits) - 1; k <= (1L << bits) + 1; k++) {
        assertExactAround(k);
      }
    }
  }

  private static void assertExactAround(long k) {
    long square = k * k;
    for (long n = square - 1; n <= square + 1; n++) {
      long expected = n < square ? k - 1 : k;
      long root = Primes.sqrt(n);
      if (root != expected) {
        assertThat(root).as("sqrt(%d)", n).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest(name = "n = {0}")
  @Order(5)
  @Rule("A method rejects an invalid argument, and the message contains the argument's value.")
  @ValueSource(longs = {-1, -1_000_000, Long.MIN_VALUE})
  void a_negative_number_is_rejected(long n) {
    assertThatIllegalArgumentException()
        .as("sqrt(%d)", n)
        .isThrownBy(() -> Primes.sqrt(n))
        .withMessageContaining(Long.toString(n));
  }
}
