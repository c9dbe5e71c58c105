package sharing.runner;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import sharing.common.ChildJvm;

/**
 * The classes of libraries as a JVM keeps them in memory, in a file that other JVMs map (class data
 * sharing, JEP 310). A JVM that cannot use it, since it is of another release, say, goes without.
 */
public final class ClassArchive {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String CLASS = ".class";

  private ClassArchive() {}

  /**
   * Makes an archive of what a run loads.
   *
   * @param classPath as {@link ClassPath#jarsFirst} gives it, with code that ends each test soon
   * @param tests a folder of compiled tests
   * @param work a folder for the archive
   * @return the options for a JVM to use it; none if there is no archive, which does no harm
   */
  public static List<String> of(String classPath, Path tests, Path work)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path list = work.resolve("classes.lst");
    Path archive = work.resolve("classes.jsa");
    List<String> record = List.of("-XX:DumpLoadedClassList=" + list);
    TestRun.repeat(classPath, List.of(tests), List.of(), record, work, 1);
    return dump(list, ClassPath.jars(classPath), archive)
        ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable")
        : List.of();
  }

  /**
   * The archive of the libraries that a lesson's code may use, for the JVMs that its tests start.
   * It is made when it is first needed, and kept in the {@code target} folder of {@code common}.
   *
   * @param classPath that of the lesson's tests
   * @return nothing if the lesson's code uses no library, or if there can be no archive
   */
  static synchronized Optional<Path> ofLibraries(String classPath)
      throws IOException, InterruptedException {
    String libraries = ClassPath.libraries(classPath);
    Path ofJdk = Path.of(System.getProperty("java.home"), "lib", "classlist");
    Path target = target();
    if (libraries.isEmpty() || !Files.exists(ofJdk) || !target.endsWith("target")) {
      return Optional.empty();
    }
    int key = (libraries + System.getProperty("java.vm.version")).hashCode();
    Path archive = target.resolve("libraries-%08x.jsa".formatted(key));
    if (!Files.exists(archive)) {
      List<String> classes = new ArrayList<>(Files.readAllLines(ofJdk));
      for (String jar : libraries.split(File.pathSeparator)) {
        classes.addAll(classesIn(jar));
      }
      Path list = Files.createTempFile(target, "libraries-", ".lst");
      Files.write(list, classes);
      Path made = Path.of(list + ".jsa");
      if (dump(list, libraries, made)) {
        Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE); // Others may want it now.
      }
      Files.delete(list);
    }
    return Optional.of(archive).filter(Files::exists);
  }

  private static Path target() {
    try {
      URI here = ClassArchive.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(here).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> classesIn(String jar) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(CLASS) && !name.contains("-")) // No META-INF, module-info.
          .map(name -> name.substring(0, name.length() - CLASS.length()))
          .toList();
    }
  }

  /** Whether there is an archive now. */
  private static boolean dump(Path list, String jars, Path archive)
      throws IOException, InterruptedException {
    List<String> options =
        List.of(
            "-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive);
    try (ChildJvm jvm = ChildJvm.start(jars, options, TestJvmMain.class)) {
      return jvm.waitFor(BOUND) && jvm.exitCode() == 0 && Files.exists(archive);
    }
  }
}
