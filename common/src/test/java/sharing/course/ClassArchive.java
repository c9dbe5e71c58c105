package sharing.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import sharing.common.ChildJvm;

/**
 * The classes of the libraries as a JVM keeps them in memory, in a file that each JVM of the tests
 * maps (class data sharing, JEP 310): 0.75 s of processor time for a run of one test, and not 1.25
 * s, on JDK 17.
 */
final class ClassArchive {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private ClassArchive() {}

  /**
   * Makes an archive of what a run without a test loads.
   *
   * @param classPath as {@link ClassPath#jarsFirst} gives it
   * @param tests a folder of compiled tests
   * @param work a folder for the archive
   * @return the options for a JVM to use it; none if there is no archive, which does no harm
   */
  static List<String> of(String classPath, Path tests, Path work)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path list = work.resolve("classes.lst");
    Path archive = work.resolve("classes.jsa");
    List<String> record = List.of("-XX:DumpLoadedClassList=" + list);
    TestRun.repeat(classPath, List.of(tests), List.of("None"), record, work, 1);
    List<String> dump =
        List.of(
            "-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive);
    try (ChildJvm jvm = ChildJvm.start(ClassPath.jars(classPath), dump, RunTests.class)) {
      jvm.waitFor(BOUND);
    }
    return Files.exists(archive)
        ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable")
        : List.of();
  }
}
