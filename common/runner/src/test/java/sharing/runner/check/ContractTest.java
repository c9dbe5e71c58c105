package sharing.runner.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.runner.Lesson;

class ContractTest {
  private static final String SKELETON =
      """
      package sharing.flags;

      /**
       * A flag. It is
       * lowered at first.
       */
      public final class Flag {
        /** Not of the contract: a {@code private} field may have a comment, too. */
        private int n;

        /**
         * Step 1. Raises it, and
         * returns at once.
         *
         * @param by who raises it: {@code null} is
         *     nobody
         * @return whether it was lowered
         * @throws java.lang.IllegalStateException if it is closed
         * @see Object
         */
        public boolean raise(String by) {
          /** No contract. */
          int m = 0;
          throw new UnsupportedOperationException("TODO step 1: raise it");
        }
      }
      """;

  private static final String HELD =
      """
      member\tsentence\theld by
      Flag\tA flag.\tgiven
      Flag\tIt is lowered at first.\tFlagTest.it_is_lowered
      Flag.n\tNot of the contract: a {@code private} field may have a comment, too.\tgiven
      Flag.raise\tRaises it,\tFlagTest.it_is_raised, FlagTest.it_is_lowered
      Flag.raise\tand returns at once.\tFlagTest.it_is_raised
      Flag.raise(@param by)\twho raises it: {@code null} is nobody\tgiven
      Flag.raise(@return)\twhether it was lowered\tFlagTest.it_is_raised
      Flag.raise(@throws IllegalStateException)\tif it is closed\tFlagTest.it_is_raised
      """;

  private static final Set<String> TESTS =
      Set.of("FlagTest.it_is_lowered", "FlagTest.it_is_raised");

  @TempDir private Path course;
  private Path skeleton;
  private Path file;
  private Contract contract;

  @BeforeEach
  void write() throws Exception {
    Lesson solution = new Lesson(course.resolve("solutions/04-flags"));
    file = Files.createDirectories(solution.dir()).resolve(Contract.FILE);
    skeleton = Files.createDirectories(solution.lesson().sources()).resolve("Flag.java");
    Files.writeString(skeleton, SKELETON);
    Files.writeString(file, HELD);
    contract = new Contract(solution);
  }

  @Test
  void a_sentence_may_be_told_in_parts() throws Exception {
    assertThat(contract.check(TESTS)).isEmpty();
    contract.write();
    assertThat(file).hasContent(HELD);
  }

  @Test
  void a_sentence_that_nothing_holds_is_a_fault() throws Exception {
    Files.writeString(file, HELD.replace("first.\tFlagTest.it_is_lowered", "first.\t"));
    assertThat(contract.check(TESTS))
        .containsExactly("Flag: no test checks \"It is lowered at first.\", and it is not given");
  }

  @Test
  void a_test_that_is_not_there_is_a_fault() throws Exception {
    assertThat(contract.check(Set.of("FlagTest.it_is_raised")))
        .containsOnly(
            "Flag: there is no test FlagTest.it_is_lowered",
            "Flag.raise: there is no test FlagTest.it_is_lowered");
  }

  @Test
  void a_sentence_that_is_missing_is_a_fault_and_can_be_written() throws Exception {
    Files.writeString(
        file,
        HELD.replace("Flag\tA flag.\tgiven\n", "")
            .replace("Flag.raise(@return)\twhether it was lowered\tFlagTest.it_is_raised\n", ""));
    assertThat(contract.check(TESTS))
        .containsExactly(
            "Flag differs from its Javadoc. Add -Dnotes=write to write it."
                + " Javadoc: A flag. It is lowered at first.",
            "Flag.raise(@return) differs from its Javadoc. Add -Dnotes=write to write"
                + " it. Javadoc: whether it was lowered");
    contract.write();
    assertThat(file)
        .hasContent(
            HELD.replace("A flag.\tgiven", "A flag.\t")
                .replace(
                    "whether it was lowered\tFlagTest.it_is_raised", "whether it was lowered\t"));
  }

  @Test
  void a_sentence_that_no_javadoc_has_is_a_fault() throws Exception {
    Files.writeString(file, HELD + "Flag.lower\tLowers it.\tgiven\n");
    assertThat(contract.check(TESTS))
        .singleElement()
        .asString()
        .contains("Flag.lower")
        .contains("Javadoc: none");
  }

  @Test
  void what_is_given_whole_is_no_contract() throws Exception {
    Files.writeString(skeleton, SKELETON.replace("TODO step 1: ", ""));
    Files.delete(file);
    assertThat(new Contract(new Lesson(course.resolve("solutions/04-flags"))).check(TESTS))
        .isEmpty();
  }
}
