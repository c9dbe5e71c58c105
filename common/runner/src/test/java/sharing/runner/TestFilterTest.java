package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestFilterTest {
  private static final String FLAG = "sharing.flags.SharedFlagTest";
  private static final String SEARCH = "sharing.flags.PrimeSearchTest";

  @Test
  void all_has_each_test() {
    assertThat(TestFilter.ALL.has(FLAG, "is_kept", 1)).isTrue();
    assertThat(TestFilter.ALL.isAll()).isTrue();
  }

  @Test
  void a_class_a_method_a_list_and_a_glob_are_as_in_surefire() {
    assertThat(matched("SharedFlagTest")).containsExactly("is_kept", "is_seen");
    assertThat(matched("SharedFlagTest#is_seen")).containsExactly("is_seen");
    assertThat(matched("SharedFlagTest#is_k*+ends")).containsExactly("is_kept");
    assertThat(matched("PrimeSearchTest,SharedFlagTest#is_kept"))
        .containsExactly("is_kept", "ends");
    assertThat(matched("*Flag*")).containsExactly("is_kept", "is_seen");
    assertThat(matched("!PrimeSearchTest")).containsExactly("is_kept", "is_seen");
    assertThat(matched("sharing.flags.PrimeSearchTest")).containsExactly("ends");
    assertThat(matched("NoSuchTest")).isEmpty();
  }

  @Test
  void a_step_has_the_tests_of_its_classes() {
    TestFilter second = new TestFilter(List.of(), "", 2);
    assertThat(second.has(FLAG, "is_kept", 1)).isFalse();
    assertThat(second.has(SEARCH, "ends", 2)).isTrue();
    assertThat(second.isAll()).isFalse();
  }

  @Test
  void a_name_is_a_class_or_one_of_its_methods() {
    TestFilter named = TestFilter.named(List.of("SharedFlagTest.is_kept", "PrimeSearchTest"));
    assertThat(named.has(FLAG, "is_kept", 1)).isTrue();
    assertThat(named.has(FLAG, "is_seen", 1)).isFalse();
    assertThat(named.has(SEARCH, "ends", 2)).isTrue();
    assertThat(named.mayHave(FLAG)).isTrue();
    assertThat(named.mayHave("sharing.flags.OtherTest")).isFalse();
  }

  @Test
  void what_it_cannot_read_is_a_fault_and_not_all_tests() {
    assertThat(new TestFilter(List.of(), "%regex[(", 0).fault()).isPresent();
    assertThat(new TestFilter(List.of(), "", -1).fault()).isPresent();
    assertThat(new TestFilter(List.of(), "*Flag*", 2).fault()).isEmpty();
  }

  private static List<String> matched(String pattern) {
    TestFilter filter = new TestFilter(List.of(), pattern, 0);
    return List.of("is_kept", "is_seen", "ends").stream()
        .filter(
            method ->
                method.equals("ends") ? filter.has(SEARCH, method, 2) : filter.has(FLAG, method, 1))
        .toList();
  }
}
