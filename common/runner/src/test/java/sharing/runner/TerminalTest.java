package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {
  private static final String REPORT =
      """

      lessons/04-flags: 1 of 2 steps done, 2 of 3 tests pass (1.50 s)

        done  Step 1  A flag                                         2 of 2
        next  Step 2  A search                                       0 of 1

      Step 2: a divisor ends the search

        Where
          lessons/04-flags/src/main/java/flags/Flag.java:4
      """;

  @Test
  void a_terminal_shows_what_is_done_and_where_a_part_begins() {
    assertThat(Terminal.coloured(REPORT))
        .contains("\u001b[32m  done  Step 1  A flag                                         2 of 2")
        .contains("\u001b[1m  next  Step 2")
        .contains("\u001b[1mStep 2: a divisor ends the search\u001b[0m\n")
        .contains("\u001b[1m  Where\u001b[0m\n    lessons/04-flags");
  }

  @Test
  void colour_changes_no_word() {
    assertThat(Terminal.coloured(REPORT).replaceAll("\u001b\\[\\d+m", "")).isEqualTo(REPORT);
  }

  @Test
  void a_log_has_no_colour() {
    assertThat(Terminal.colour(REPORT)).isEqualTo(REPORT); // Tests run without a terminal.
  }
}
