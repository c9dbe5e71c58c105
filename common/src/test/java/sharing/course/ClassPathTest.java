package sharing.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;

class ClassPathTest {
  private static final String OF_REDIS =
      path(
          "/target/classes common-1.jar common-1-tests.jar jedis-8.0.2.jar commons-pool2-2.13.1.jar"
              + " embedded-redis-1.4.4.jar junit-jupiter-5.14.4.jar asm-9.10.1.jar"
              + " gson-2.13.2.jar /target/test-classes");

  @Test
  void a_lessons_libraries_are_those_that_its_module_names_first() {
    assertThat(ClassPath.libraries(OF_REDIS))
        .isEqualTo(path("jedis-8.0.2.jar commons-pool2-2.13.1.jar"));
    String ofTests = "embedded-redis-1.4.4.jar jedis-8.0.2.jar junit-jupiter-5.14.4.jar";
    assertThat(ClassPath.libraries(path("/classes common-1.jar " + ofTests))).isEmpty();
  }

  @Test
  void a_child_has_the_libraries_first_and_then_our_code_and_nothing_that_only_tests_need() {
    assertThat(ClassPath.forChildren(OF_REDIS))
        .isEqualTo(
            path(
                "jedis-8.0.2.jar commons-pool2-2.13.1.jar /target/classes /target/test-classes"
                    + " common-1.jar common-1-tests.jar asm-9.10.1.jar"));
  }

  private static String path(String entries) {
    return entries.replace(" ", File.pathSeparator);
  }
}
