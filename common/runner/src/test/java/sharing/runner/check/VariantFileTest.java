package sharing.runner.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.runner.check.VariantFile.Rejection;

class VariantFileTest {
  private static final String SOLUTION =
      """
      package a;

      import java.util.List;

      class Sum {
        int of(List<Integer> list) {
          int sum = 0;
          for (int n : list) {
            sum += n;
          }
          return sum;
        }
      }
      """;

  @TempDir private Path dir;
  private Path sources;

  @BeforeEach
  void write_the_solution() throws IOException {
    sources = Files.createDirectories(dir.resolve("sources"));
    Files.createDirectories(sources.resolve("a"));
    Files.writeString(sources.resolve("a/Sum.java"), SOLUTION);
    Files.writeString(sources.resolve("a/Other.java"), "package a;\n");
  }

  @Test
  void a_page_names_the_test_and_the_message() throws IOException {
    VariantFile page = mistake(insteadOf("    int sum = 0;", "    int sum = 1;"));
    assertThat(page.name()).isEqualTo("mistakes/page");
    assertThat(page.rejection()).contains(new Rejection("SumTest.adds_up", "expected: 3"));
  }

  @Test
  void a_page_may_name_a_test_that_notices_the_mistake_by_chance() throws IOException {
    VariantFile page =
        mistake(
            "- By chance: `SumTest.is_quick`\n\n"
                + insteadOf("    int sum = 0;", "    int sum = 1;"));
    assertThat(page.rejection().orElseThrow().byChance()).isEqualTo("SumTest.is_quick");
  }

  @Test
  void a_page_may_need_a_newer_jdk_and_is_compiled_for_it() throws IOException {
    String change = insteadOf("    int sum = 0;", "    int sum = 1;");
    assertThat(mistake(change).need()).isEmpty();
    assertThat(mistake(change).release()).isEqualTo(17);
    VariantFile page = mistake("- Needs: `JDK 21`\n\n" + change);
    assertThat(page.need()).contains(new Need("JDK 21"));
    assertThat(page.release()).isEqualTo(21);
  }

  @ParameterizedTest
  @ValueSource(strings = {"XAUTOCLAIM", "XREADGROUP CLAIM"})
  void a_page_may_need_a_command_of_the_server(String command) throws IOException {
    VariantFile page =
        mistake(
            "- Needs: `" + command + "`\n\n" + insteadOf("    int sum = 0;", "    int sum = 1;"));
    assertThat(page.need()).contains(new Need(command));
    assertThat(page.release()).isEqualTo(17);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " JDK 21",
        " `JDK`",
        " `JDK 21.0.1`",
        " `Redis 8.4`",
        " `JDK 17`",
        " `JDK 21`.",
        ""
      })
  void a_need_in_another_form_is_an_error(String need) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mistake("- Needs:" + need + "\n\n" + insteadOf("a", "b")))
        .withMessageStartingWith("mistakes/page.md: ")
        .withMessageEndingWith(": - Needs:" + need);
  }

  @Test
  void the_text_is_replaced_and_all_else_is_kept() throws IOException {
    VariantFile page = mistake(insteadOf("    int sum = 0;", "    int sum = 1;"));
    assertThat(applied(page)).isEqualTo(SOLUTION.replace("sum = 0", "sum = 1"));
    assertThat(dir.resolve("applied/a/Other.java")).hasContent("package a;");
  }

  @Test
  void a_page_may_make_several_changes() throws IOException {
    String changes =
        insteadOf("    int sum = 0;", "    int sum = 1;")
            + insteadOf("    return sum;", "    return sum - 1;");
    assertThat(applied(mistake(changes)))
        .isEqualTo(
            SOLUTION.replace("sum = 0", "sum = 1").replace("return sum;", "return sum - 1;"));
  }

  @Test
  void three_dots_stand_for_the_lines_in_between() throws IOException {
    VariantFile page =
        mistake(insteadOf("    int sum = 0;\n    ...\n    return sum;", "    return 0;"));
    assertThat(applied(page)).contains("list) {\n    return 0;\n  }");
  }

  @Test
  void the_student_may_write_nothing() throws IOException {
    VariantFile page =
        mistake("In `Sum.java`, instead of\n\n```java\n      sum += n;\n```\n\n" + nothing());
    assertThat(applied(page)).isEqualTo(SOLUTION.replace("      sum += n;\n", ""));
  }

  @Test
  void imports_are_added_before_the_others() throws IOException {
    VariantFile page =
        mistake("In `Sum.java`, add the imports\n\n```java\nimport java.util.Set;\n```\n");
    assertThat(applied(page)).startsWith("package a;\n\nimport java.util.Set;\n\nimport java");
  }

  @Test
  void a_file_may_be_given_whole() throws IOException {
    VariantFile page = mistake("`Sum.java`, whole:\n\n```java\nclass Sum {}\n```\n");
    assertThat(applied(page)).isEqualTo("class Sum {}\n");
  }

  @Test
  void text_that_is_not_found_is_an_error_that_names_page_and_line() throws IOException {
    VariantFile page = mistake(insteadOf("    int sum = 7;", "    int sum = 1;"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> applied(page))
        .withMessage(
            "mistakes/page.md, line 8: the text to replace is not found"
                + " in the solution's Sum.java");
  }

  @Test
  void a_part_of_a_line_is_not_found() throws IOException {
    VariantFile page = mistake(insteadOf("int sum = 0;", "int sum = 1;"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> applied(page))
        .withMessageContaining("not found");
  }

  @Test
  void text_that_is_found_twice_is_an_error() throws IOException {
    Files.writeString(sources.resolve("a/Sum.java"), SOLUTION + SOLUTION);
    VariantFile page = mistake(insteadOf("    int sum = 0;", "    int sum = 1;"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> applied(page))
        .withMessageContaining("line 8")
        .withMessageContaining("more than once");
  }

  @Test
  void text_after_three_dots_that_is_not_found_is_an_error() throws IOException {
    VariantFile page = mistake(insteadOf("    return sum;\n    ...\n    int sum = 0;", "    ;"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> applied(page))
        .withMessageContaining("the text after ... is not found");
  }

  @Test
  void a_file_that_the_solution_does_not_have_is_an_error() throws IOException {
    VariantFile page = mistake("`Product.java`, whole:\n\n```java\nclass Product {}\n```\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> applied(page))
        .withMessageContaining("the solution has no Product.java");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```java\nint a;\n```\n",
        "In `Sum.java`, in place of\n\n```java\nint a;\n```\n",
        "In `Sum.java`, instead of\n\n```java\nint a;\n```\n",
        "In `Sum.java`, instead of\n\nthe student writes\n\n```java\nint a;\n```\n",
        "`Sum.java`, whole:\n\n```java\nint a;\n",
        "`Sum.java`, whole:\n\n```java\n```\n",
        "Nothing at all.\n"
      })
  void a_page_without_the_form_is_an_error_that_names_it(String changes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mistake(changes))
        .withMessageStartingWith("mistakes/page.md: ");
  }

  @Test
  void a_mistake_must_name_its_test_and_message() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> page("mistakes", "# Title\n\n" + insteadOf("a", "b")))
        .withMessageContaining("- Rejected by: `TestClass.method`");
  }

  @Test
  void an_alternative_must_not() throws IOException {
    VariantFile page = page("alternatives", "# Title\n\n" + insteadOf("a", "b"));
    assertThat(page.rejection()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> page("alternatives", "# Title\n\n- Message: `x`\n\n" + insteadOf("a", "b")))
        .withMessageContaining("an alternative is not rejected");
  }

  @Test
  void a_folder_that_is_missing_has_no_pages() throws IOException {
    assertThat(VariantFile.in(dir.resolve("mistakes"))).isEmpty();
  }

  private VariantFile mistake(String changes) throws IOException {
    return page(
        "mistakes",
        """
        # Begins at one

        The sum of nothing is 0.

        - Rejected by: `SumTest.adds_up`
        - Message: `expected: 3`

        """
            + changes);
  }

  private VariantFile page(String folder, String text) throws IOException {
    Path file = Files.createDirectories(dir.resolve(folder)).resolve("page.md");
    return VariantFile.read(Files.writeString(file, text));
  }

  private String applied(VariantFile page) throws IOException {
    page.apply(sources, dir.resolve("applied"));
    return Files.readString(dir.resolve("applied/a/Sum.java"));
  }

  private static String insteadOf(String before, String after) {
    return String.format(
        "In `Sum.java`, instead of%n%n```java%n%s%n```%n%nthe student writes%n%n```java%n%s%n```%n",
        before, after);
  }

  private static String nothing() {
    return "the student writes nothing.\n";
  }
}
