package sharing.ranges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.LongSummaryStatistics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.NotebookRange;

@Order(1)
@DisplayName("A range split into parts")
class LongRangeTest {
  private static final int[] FEW = {1, 2, 3, 7};
  private static final int[] FEW_AND_MANY = {1, 2, 3, 7, 10_000};

  @Test
  @Order(1)
  @Rule("A range split into one part is the range itself.")
  void one_part_is_the_whole_range() {
    assertThat(LongRange.split(100, 110, 1))
        .as("split(100, 110, 1)")
        .containsExactly(new LongRange(100, 110));
  }

  @ParameterizedTest(name = "[{0}, {1}) in {2} parts")
  @Order(2)
  @Rule("Each number belongs to exactly one part.")
  @CsvSource({"0, 10, 2", "0, 10, 3", "5, 25, 4", "7, 18, 5", "0, 6, 6", "1, 100, 7", "10, 17, 8"})
  void every_number_is_in_exactly_one_part(long from, long to, int parts) {
    List<LongRange> ranges = LongRange.split(from, to, parts);
    for (long n = from - 1; n <= to; n++) {
      long number = n;
      assertThat(ranges.stream().filter(r -> r.from() <= number && number < r.to()).count())
          .as(
              "split(%d, %d, %d) = %s; the number of parts that contain %d",
              from, to, parts, ranges, n)
          .isEqualTo(from <= n && n < to ? 1 : 0);
    }
  }

  @ParameterizedTest(name = "parts = {0}")
  @Order(3)
  @Rule("The parts ascend, and each begins where the one before it ends.")
  @ValueSource(ints = {1, 2, 3, 4, 6, 7, 8, 1000})
  void each_part_begins_where_the_part_before_it_ends(int parts) {
    List<LongRange> ranges = LongRange.split(NotebookRange.FROM, NotebookRange.TO, parts);
    long end = NotebookRange.FROM;
    for (int i = 0; i < ranges.size(); i++) {
      assertThat(ranges.get(i).from())
          .as("where part %d of split(100000000, 101000000, %d) begins", i + 1, parts)
          .isEqualTo(end);
      end = ranges.get(i).to();
    }
    assertThat(end)
        .as("where the last part of split(100000000, 101000000, %d) ends", parts)
        .isEqualTo(NotebookRange.TO);
  }

  @ParameterizedTest(name = "{0} numbers in {1} parts")
  @Order(4)
  @Rule("A search is as slow as its busiest worker, so part sizes differ by at most one.")
  @CsvSource({"10, 3", "11, 3", "12, 3", "5, 4", "99, 10", "1000000, 7", "3, 8"})
  void part_sizes_differ_by_at_most_one(long size, int parts) {
    List<Long> sizes =
        LongRange.split(1000, 1000 + size, parts).stream().map(LongRange::size).toList();
    LongSummaryStatistics all = sizes.stream().mapToLong(s -> s).summaryStatistics();
    assertThat(all.getMax() - all.getMin())
        .as(
            "the largest size minus the smallest in split(1000, %d, %d), with the sizes %s",
            1000 + size, parts, sizes)
        .isLessThanOrEqualTo(1);
  }

  @ParameterizedTest(name = "{0} numbers in {1} parts")
  @Order(5)
  @Rule("There are as many parts as the caller asks for. With too few numbers, some are empty.")
  @CsvSource({"3, 8", "1, 2", "0, 1", "0, 4", "10, 3"})
  void there_are_as_many_parts_as_asked_for(long size, int parts) {
    List<LongRange> ranges = LongRange.split(7, 7 + size, parts);
    assertThat(ranges).as("split(7, %d, %d)", 7 + size, parts).hasSize(parts);
    assertThat(ranges.stream().mapToLong(LongRange::size).sum())
        .as("the sum of the sizes of split(7, %d, %d) = %s", 7 + size, parts, ranges)
        .isEqualTo(size);
    for (int i = 1; i < parts; i++) {
      assertThat(ranges.get(i).from())
          .as("where part %d of split(7, %d, %d) = %s begins", i + 1, 7 + size, parts, ranges)
          .isGreaterThanOrEqualTo(ranges.get(i - 1).to());
    }
  }

  @ParameterizedTest(name = "from = {0}")
  @Order(6)
  @Rule("A sum or product above Long.MAX_VALUE overflows, without an exception.")
  @ValueSource(longs = {0, 1, Long.MAX_VALUE / 2, Long.MAX_VALUE - 10})
  void a_range_may_end_at_the_largest_long(long from) {
    for (int parts : Long.MAX_VALUE - from < 10_000 ? FEW : FEW_AND_MANY) {
      List<LongRange> ranges = LongRange.split(from, Long.MAX_VALUE, parts);
      String how = "split(" + from + ", " + Long.MAX_VALUE + ", " + parts + ")";
      how += parts < 10 ? " = " + ranges : "";
      assertThat(ranges).as(how).hasSize(parts);
      LongSummaryStatistics sizes = ranges.stream().mapToLong(LongRange::size).summaryStatistics();
      assertThat(sizes.getMin())
          .as("the smallest size in %s", how)
          .withFailMessage(
              "\nExpected: each part contains at least one number.\n"
                  + "Seen: the smallest part has the size %d.",
              sizes.getMin())
          .isPositive();
      assertThat(sizes.getMax() - sizes.getMin())
          .as("the largest size minus the smallest in %s", how)
          .isLessThanOrEqualTo(1);
      for (int i = 1; i < parts; i++) {
        assertThat(ranges.get(i).from())
            .as("where part %d begins in %s", i + 1, how)
            .isEqualTo(ranges.get(i - 1).to());
      }
      assertThat(ranges.get(0).from()).as("where the first part begins in %s", how).isEqualTo(from);
      assertThat(ranges.get(parts - 1).to())
          .as("where the last part ends in %s", how)
          .isEqualTo(Long.MAX_VALUE);
    }
  }

  @Test
  @Order(7)
  @Rule("A method rejects an invalid argument, and the message names the argument and its value.")
  void a_split_that_makes_no_sense_is_rejected() {
    assertRejected(-1, 10, 2, "from", "-1");
    assertRejected(-1_000_000, 10, 2, "from", "-1000000");
    assertRejected(2_000_000, 1_000_000, 2, "to", "1000000");
    assertRejected(10, 9, 2, "to", "9");
    assertRejected(0, Long.MIN_VALUE, 2, "to", Long.toString(Long.MIN_VALUE));
    assertRejected(0, 10, 0, "parts", "0");
    assertRejected(0, 10, -3, "parts", "-3");
    assertRejected(0, 10, Integer.MIN_VALUE, "parts", Integer.toString(Integer.MIN_VALUE));
  }

  @Test
  @Order(8)
  @Rule("What a caller does with its list must not change what a later call returns.")
  void a_list_that_was_changed_does_not_change_the_next_split() {
    try {
      LongRange.split(100, 110, 3).clear();
    } catch (UnsupportedOperationException e) {
      // A list that nobody can change.
    }
    assertThat(LongRange.split(100, 110, 3))
        .as("split(100, 110, 3), after the list of an earlier call was cleared")
        .hasSize(3);
  }

  private static void assertRejected(long from, long to, int parts, String name, String value) {
    assertThatIllegalArgumentException()
        .as("split(%d, %d, %d)", from, to, parts)
        .isThrownBy(() -> LongRange.split(from, to, parts))
        .withMessageContainingAll(name, value);
  }
}
