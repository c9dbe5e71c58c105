package sharing.runner.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutantTest {
  @TempDir Path folder;

  @Test
  void it_reads_what_the_tool_exports() throws Exception {
    export("Soup", 0, "kitchen.Soup$Bowl", 20, "negated conditional");
    export("Soup", 1, "kitchen.Soup", 11, "replaced long return with 0 for kitchen/Soup::eat");
    assertThat(Mutant.in(folder))
        .extracting(Mutant::toString)
        .containsExactly(
            "Soup, line 11: replaced long return with 0", "Soup, line 20: negated conditional");
  }

  @Test
  void it_replaces_one_class() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes/kitchen")).getParent();
    Files.writeString(classes.resolve("kitchen/Soup.class"), "soup");
    Files.writeString(classes.resolve("kitchen/Soup$Bowl.class"), "bowl");
    export("Soup", 0, "kitchen.Soup$Bowl", 20, "negated conditional");
    Path to = folder.resolve("changed");
    Mutant.in(folder.resolve("export")).get(0).apply(classes, to);
    assertThat(to.resolve("kitchen/Soup.class")).hasContent("soup");
    assertThat(to.resolve("kitchen/Soup$Bowl.class")).hasContent("changed");
  }

  @Test
  void a_class_that_the_solution_does_not_have_is_an_error() throws Exception {
    export("Soup", 0, "kitchen.Soup", 20, "negated conditional");
    Mutant mutant = Mutant.in(folder).get(0);
    Path empty = Files.createDirectories(folder.resolve("classes"));
    assertThatThrownBy(() -> mutant.apply(empty, folder.resolve("changed")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void details_of_another_form_are_an_error_that_shows_them() throws Exception {
    Files.writeString(folder.resolve("details.txt"), "MutationDetails []");
    assertThatThrownBy(() -> Mutant.in(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("MutationDetails []");
  }

  private void export(String top, int number, String className, int line, String change)
      throws IOException {
    Path mutant = folder.resolve(Path.of("export", "kitchen", top, "mutants", "" + number));
    Files.createDirectories(mutant);
    Files.writeString(
        mutant.resolve("details.txt"),
        "MutationDetails [id=MutationIdentifier [location=Location [clazz="
            + className
            + ", method=eat, methodDesc=()J], indexes=[6], mutator=some.Mutator],"
            + " filename=Soup.java, block=[1], lineNumber="
            + line
            + ", description="
            + change
            + ", testsInOrder=[]]");
    Files.write(mutant.resolve(className + ".class"), List.of("changed"));
  }
}
