package sharing.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DivisorRangeTest {
  @Test
  void the_ranges_hold_each_odd_divisor_up_to_the_square_root_once() {
    for (long n = 1; n < 2_000; n += 2) {
      long root = (long) Math.sqrt(n); // Exact for numbers of this size.
      long[] expected = LongStream.rangeClosed(3, root).filter(d -> d % 2 == 1).toArray();
      for (int workers = 1; workers < 8; workers++) {
        List<DivisorRange> ranges = DivisorRange.split(n, workers);
        assertThat(ranges).hasSize(workers);
        assertThat(
                ranges.stream()
                    .flatMapToLong(r -> LongStream.rangeClosed(r.first(), r.last()))
                    .filter(d -> d % 2 == 1)
                    .toArray())
            .as("the divisors of %d for %d workers", n, workers)
            .isEqualTo(expected);
        assertThat(ranges.stream().mapToLong(DivisorRange::size).max().orElseThrow())
            .isLessThanOrEqualTo(
                1 + ranges.stream().mapToLong(DivisorRange::size).min().orElseThrow());
      }
    }
  }

  @Test
  void the_largest_divisors_are_among_them() {
    for (long root : new long[] {94_906_249, 2_147_483_659L, 3_037_000_493L}) {
      List<DivisorRange> ranges = DivisorRange.split(root * root, 3);
      assertThat(ranges.get(2).last()).isEqualTo(root);
      assertThat(ranges.get(0).first()).isEqualTo(3);
    }
  }
}
