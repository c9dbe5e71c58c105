package sharing.runner.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.runner.Variant;

class TestSelectionTest {
  @TempDir Path folder;

  @Test
  void a_test_uses_what_it_names_and_what_that_names_and_so_on() throws Exception {
    TestSelection uses =
        uses(
            """
            class Spoon {}
            class Soup { static class Bowl { Object of() { return new Spoon(); } } }
            class Bread {}
            """,
            """
            class SoupTest { void eats() { new Soup.Bowl().of(); } }
            class BreadTest { void eats() { new Bread(); } }
            class NamedTest { Class<?> load() throws Exception { return Class.forName("Soup"); } }
            """);
    assertThat(uses.testsOf(Set.of("Spoon"))).containsExactly("NamedTest", "SoupTest");
    assertThat(uses.testsOf(Set.of("Soup"))).containsExactly("NamedTest", "SoupTest");
    assertThat(uses.testsOf(Set.of("Bread"))).containsExactly("BreadTest");
    assertThat(uses.testsOf(Set.of("Bread", "Spoon")))
        .containsExactly("BreadTest", "NamedTest", "SoupTest");
  }

  @Test
  void a_test_uses_what_the_class_that_it_extends_uses() throws Exception {
    TestSelection uses =
        uses(
            "class Soup {}",
            "abstract class Meal { void eats() { new Soup(); } } class LunchTest extends Meal {}");
    assertThat(uses.testsOf(Set.of("Soup"))).contains("LunchTest");
  }

  @Test
  void a_test_is_near_to_what_it_names_and_to_what_its_helpers_name() throws Exception {
    TestSelection uses =
        uses(
            """
            class Spoon {}
            class Soup { Object of() { return new Spoon(); } }
            """,
            """
            class Guest { Object spoon() { return new Spoon(); } }
            class SoupTest { void eats() { new Soup().of(); } }
            class GuestTest { void eats() { new Guest().spoon(); } }
            """);
    assertThat(uses.testsNear(Set.of("Soup"))).containsExactly("SoupTest");
    assertThat(uses.testsNear(Set.of("Spoon"))).containsExactly("Guest", "GuestTest");
    assertThat(uses.testsOf(Set.of("Spoon"))).containsExactly("Guest", "GuestTest", "SoupTest");
  }

  @Test
  void a_test_does_not_use_what_uses_it() throws Exception {
    TestSelection uses =
        uses("class Soup {} class Meal extends Soup {}", "class SoupTest { Soup soup; }");
    assertThat(uses.testsOf(Set.of("Meal"))).isEmpty();
  }

  private TestSelection uses(String tested, String tests) throws IOException {
    Path main = compile("main", tested);
    return new TestSelection(compile("tests", tests, main), main);
  }

  private Path compile(String name, String source, Path... classPath) throws IOException {
    Path sources = Files.createDirectories(folder.resolve(name + "-sources"));
    Files.writeString(sources.resolve("Given.java"), source);
    String path = classPath.length == 0 ? "" : classPath[0].toString();
    return Variant.compile(name, sources, path, folder.resolve(name)).classes();
  }
}
