package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;

class ClassPathTest {
  private static final String OF_TESTS =
      "embedded-redis-1.4.4.jar core-1.jar testkit-1.jar asm-9.10.1.jar junit-jupiter-5.14.4.jar";

  private static final String OF_REDIS =
      path(
          "/target/test-classes /target/classes jedis-8.0.2.jar commons-pool2-2.13.1.jar "
              + OF_TESTS);

  @Test
  void a_lessons_libraries_are_those_that_its_module_declares_for_its_code() {
    assertThat(ClassPath.libraries(OF_REDIS))
        .isEqualTo(path("jedis-8.0.2.jar commons-pool2-2.13.1.jar"));
    assertThat(ClassPath.libraries(path("/target/classes " + OF_TESTS))).isEmpty();
  }

  @Test
  void what_all_lessons_inherit_is_no_library_before_it_is_packaged_either() {
    String core = "/course/common/core/target/classes";
    assertThat(ClassPath.libraries(path("/target/classes " + core + " asm-9.10.1.jar"))).isEmpty();
  }

  @Test
  void a_child_has_the_libraries_first_and_then_our_code_and_nothing_that_only_tests_need() {
    assertThat(ClassPath.forChildren(OF_REDIS))
        .isEqualTo(
            path(
                "jedis-8.0.2.jar commons-pool2-2.13.1.jar /target/test-classes /target/classes"
                    + " core-1.jar testkit-1.jar asm-9.10.1.jar"));
  }

  private static String path(String entries) {
    return entries.replace(" ", File.pathSeparator);
  }
}
