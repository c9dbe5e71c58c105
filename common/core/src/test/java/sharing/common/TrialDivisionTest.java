package sharing.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrialDivisionTest {
  @Test
  void agrees_with_BigInteger_about_small_and_negative_numbers() {
    for (long n = -10; n <= 10_000; n++) {
      // BigInteger speaks of the absolute value.
      boolean expected = n >= 0 && BigInteger.valueOf(n).isProbablePrime(50);
      assertThat(TrialDivision.isPrime(n)).as("whether %d is prime", n).isEqualTo(expected);
    }
    assertThat(TrialDivision.isPrime(Long.MIN_VALUE)).as("Long.MIN_VALUE").isFalse();
  }

  @Test
  void the_square_of_a_prime_is_not_prime_on_either_side_of_two_to_the_53() {
    // Up to 2^53 a double holds every integer exactly, and the square root is computed as a double.
    for (long root : new long[] {46_337, 94_906_249, 94_906_297}) {
      assertThat(BigInteger.valueOf(root).isProbablePrime(50)).as("the root %d", root).isTrue();
      assertThat(TrialDivision.isPrime(root * root)).as("the square of %d", root).isFalse();
    }
  }

  @Test
  void agrees_with_BigInteger_about_the_largest_numbers_that_have_a_small_divisor() {
    long[] composite =
        LongStream.rangeClosed(0, 100)
            .map(i -> Long.MAX_VALUE - i)
            .filter(n -> LongStream.of(2, 3, 5, 7, 11, 13).anyMatch(d -> n % d == 0))
            .toArray();
    assertThat(composite).hasSizeGreaterThan(70).contains(Long.MAX_VALUE);
    for (long n : composite) {
      assertThat(TrialDivision.isPrime(n))
          .as("whether %d is prime", n)
          .isEqualTo(BigInteger.valueOf(n).isProbablePrime(50));
    }
  }
}
