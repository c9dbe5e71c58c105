package sharing.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.flags.helpers.RejectedArgument;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;

@Order(2)
@DisplayName("The candidate divisors, split among workers")
class DivisorRangeTest {

  @Test
  @Order(1)
  @Rule("The candidate divisors are the odd numbers from 3 up to the integer square root.")
  void one_worker_gets_all_candidate_divisors() {
    assertThat(DivisorRange.split(667, 1))
        .as("split(667, 1); the integer square root is 25")
        .containsExactly(new DivisorRange(3, 25));
    assertThat(DivisorRange.split(675, 1))
        .as("split(675, 1); the integer square root is 25")
        .containsExactly(new DivisorRange(3, 25));
    assertThat(DivisorRange.split(677, 1))
        .as("split(677, 1); the integer square root is 26")
        .containsExactly(new DivisorRange(3, 25));
    assertThat(DivisorRange.split(729, 1))
        .as("split(729, 1); the integer square root is 27")
        .containsExactly(new DivisorRange(3, 27));
  }

  @ParameterizedTest(name = "n = {0}, workers = {1}")
  @Order(2)
  @Rule("A worker that begins with an even number and steps by two never tries an odd one.")
  @CsvSource({
    "667, 2", "841, 2", "1357, 3", "529, 4", "1537, 5", "529, 6", "1457, 7", "841, 8", "9, 4",
    "25, 5"
  })
  void every_range_begins_and_ends_odd(long n, int workers) {
    for (DivisorRange range : DivisorRange.split(n, workers)) {
      assertThat(Math.floorMod(range.first(), 2L))
          .as("the remainder of first divided by 2, in %s of split(%d, %d)", range, n, workers)
          .isEqualTo(1);
      assertThat(Math.floorMod(range.last(), 2L))
          .as("the remainder of last divided by 2, in %s of split(%d, %d)", range, n, workers)
          .isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "workers = {0}")
  @Order(3)
  @Rule("Each candidate divisor belongs to exactly one worker.")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 16})
  void every_candidate_divisor_is_in_exactly_one_range(int workers) {
    for (long n : new long[] {9, 25, 121, 529, 667, 841, 1357, 1457, 1537, 10_403, 999_999}) {
      List<DivisorRange> ranges = DivisorRange.split(n, workers);
      List<Long> split = new ArrayList<>();
      for (DivisorRange range : ranges) {
        for (long d = range.first(); d <= range.last(); d += 2) {
          split.add(d);
        }
      }
      long root = IntegerSquareRoot.of(n);
      List<Long> all = LongStream.rangeClosed(3, root).filter(d -> d % 2 == 1).boxed().toList();
      assertThat(split)
          .as(
              "the candidate divisors in split(%d, %d) = %s, one after the other",
              n, workers, ranges)
          .isEqualTo(all);
    }
  }

  @ParameterizedTest(name = "workers = {0}")
  @Order(4)
  @Rule("A search is as slow as its busiest worker, so ranges differ in size by at most one.")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 16})
  void the_ranges_differ_in_size_by_at_most_one(int workers) {
    for (long n : new long[] {121, 529, 667, 841, 1357, 10_403, 100_109_100_129_100_151L}) {
      List<DivisorRange> ranges = DivisorRange.split(n, workers);
      long most = ranges.stream().mapToLong(DivisorRange::size).max().orElse(0);
      long least = ranges.stream().mapToLong(DivisorRange::size).min().orElse(0);
      assertThat(most - least)
          .as("the largest size minus the smallest in split(%d, %d) = %s", n, workers, ranges)
          .isBetween(0L, 1L);
    }
  }

  @ParameterizedTest(name = "n = {0}, workers = {1}")
  @Order(5)
  @Rule("Each worker gets one range, which is empty if no candidate divisor is left for it.")
  @CsvSource({"1, 1", "3, 4", "7, 2", "9, 4", "25, 3", "121, 100"})
  void there_are_as_many_ranges_as_workers_even_if_some_are_empty(long n, int workers) {
    List<DivisorRange> ranges = DivisorRange.split(n, workers);
    assertThat(ranges).as("split(%d, %d)", n, workers).hasSize(workers);
    assertThat(ranges.stream().mapToLong(DivisorRange::size).min().orElse(0))
        .as(
            "the smallest size in split(%d, %d) = %s; an empty range has the size 0",
            n, workers, ranges)
        .isNotNegative();
    assertThat(ranges.stream().mapToLong(DivisorRange::size).sum())
        .as("the sum of the sizes in split(%d, %d) = %s", n, workers, ranges)
        .isEqualTo((IntegerSquareRoot.of(n) - 1) / 2);
    assertThat(ranges.stream().map(DivisorRange::first).toList())
        .as("the values of first in split(%d, %d) = %s", n, workers, ranges)
        .isSorted();
  }

  @ParameterizedTest(name = "k = {0}")
  @Order(6)
  @Rule("The last candidate divisor is the exact integer square root, or one less if that is even.")
  @ValueSource(longs = {94_906_249, 2_147_483_647, 2_147_483_659L, 3_037_000_493L, 3_037_000_499L})
  void the_last_range_ends_at_the_exact_square_root(long k) {
    for (int workers : new int[] {1, 2, 3, 7}) {
      assertThat(lastDivisor(k * k, workers))
          .as("the last candidate divisor in split(%d * %d, %d)", k, k, workers)
          .isEqualTo(k);
      assertThat(lastDivisor(k * k - 2, workers))
          .as("the last candidate divisor in split(%d * %d - 2, %d)", k, k, workers)
          .isEqualTo(k - 2);
      assertThat(lastDivisor(k * k + 2, workers))
          .as("the last candidate divisor in split(%d * %d + 2, %d)", k, k, workers)
          .isEqualTo(k);
    }
  }

  private static long lastDivisor(long n, int workers) {
    List<DivisorRange> ranges = DivisorRange.split(n, workers);
    return ranges.get(ranges.size() - 1).last();
  }

  @ParameterizedTest(name = "n = {0}, workers = {1} to {2}")
  @Order(7)
  @Rule("However many workers there are, each range begins where the one before it ends.")
  @CsvSource({
    "9, 1, 200",
    "25, 1, 200",
    "49, 1, 200",
    "667, 1, 200",
    "999999, 1, 200",
    "100109100129100151, 1, 200",
    "9223372036854775807, 1, 200",
    "9999800001, 49998, 50000"
  })
  void each_range_begins_where_the_one_before_it_ends(long n, int fewest, int most) {
    for (int workers = fewest; workers <= most; workers++) {
      List<DivisorRange> ranges = DivisorRange.split(n, workers);
      assertThat(ranges.size())
          .as("the number of ranges in split(%d, %d)", n, workers)
          .isEqualTo(workers);
      long smallest = Long.MAX_VALUE;
      long largest = 0;
      long next = 3;
      for (DivisorRange range : ranges) {
        smallest = Math.min(smallest, range.size());
        largest = Math.max(largest, range.size());
        if (range.size() != 0) {
          if (range.first() != next) {
            throw new CheckFailedError(
                String.format("split(%d, %d)", n, workers),
                "one range begins with " + next + ", the next candidate divisor.",
                "the next range is " + range + ".");
          }
          next = range.last() + 2;
        }
      }
      assertThat(next - 2)
          .as("the last candidate divisor in split(%d, %d)", n, workers)
          .isEqualTo((IntegerSquareRoot.of(n) - 1) / 2 * 2 + 1);
      assertThat(largest - smallest)
          .as("the largest size minus the smallest in split(%d, %d)", n, workers)
          .isBetween(0L, 1L);
    }
  }

  @Test
  @Order(8)
  @Rule("A method rejects an invalid argument, and names the argument and its value.")
  void a_split_that_makes_no_sense_is_rejected() {
    for (int workers : new int[] {0, -1, Integer.MIN_VALUE}) {
      RejectedArgument.assertNamed(
          () -> DivisorRange.split(667, workers),
          String.format("split(667, %d)", workers),
          "workers",
          workers);
    }
    for (long n : new long[] {0, -667, Long.MIN_VALUE}) {
      RejectedArgument.assertNamed(
          () -> DivisorRange.split(n, 2), String.format("split(%d, 2)", n), "n", n);
    }
  }
}
