package sharing.runner.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which classes of a lesson use which others. A class uses every class whose name is in its class
 * file, even in a text or in code that never runs: in doubt, too many. Immutable.
 */
final class TestSelection {
  private static final String CLASS = ".class";

  /** The words in the class files of each class and of those nested in it, by its simple name. */
  private final Map<String, Set<String>> words = new HashMap<>();

  private final Path tests;

  /** The simple names of the classes of the tests' folder. */
  private final Set<String> ofTests;

  /**
   * Reads all class files.
   *
   * @param tests the folder of the tests
   * @param tested the folder of what they test
   */
  TestSelection(Path tests, Path tested) throws IOException {
    this.tests = tests;
    for (Path file : Stream.concat(in(tests).stream(), in(tested).stream()).toList()) {
      words
          .computeIfAbsent(name(file), name -> new HashSet<>())
          .addAll(List.of(new String(Files.readAllBytes(file), ISO_8859_1).split("\\W+")));
    }
    ofTests = in(tests).stream().map(TestSelection::name).collect(Collectors.toSet());
  }

  /** The classes of the tests' folder that can reach one of some classes, by their simple names. */
  List<String> testsOf(Set<String> changed) throws IOException {
    return tests(changed, words.keySet());
  }

  /** Test classes that use one of the classes directly or through helpers of the tests. */
  List<String> testsNear(Set<String> changed) throws IOException {
    return tests(changed, ofTests);
  }

  private List<String> tests(Set<String> changed, Set<String> through) throws IOException {
    return in(tests).stream()
        .map(TestSelection::name)
        .distinct()
        .filter(test -> reached(Set.of(test), through).stream().anyMatch(changed::contains))
        .toList();
  }

  /**
   * The files that decide what some tests do: their classes, the classes of the tests' folder that
   * these use, and all files there that are not classes.
   *
   * @param names simple names of test classes; none for all
   */
  List<Path> filesOf(List<String> names) throws IOException {
    Set<String> used = reached(names.isEmpty() ? ofTests : Set.copyOf(names), ofTests);
    try (Stream<Path> files = Files.walk(tests)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(CLASS) || used.contains(name(file)))
          .sorted()
          .toList();
    }
  }

  private Set<String> reached(Set<String> from, Set<String> through) {
    Set<String> reached = new HashSet<>(from);
    Deque<String> next = new ArrayDeque<>(reached);
    while (!next.isEmpty()) {
      if (!through.contains(next.peek())) {
        next.remove();
        continue;
      }
      for (String word : words.get(next.remove())) {
        if (words.containsKey(word) && reached.add(word)) {
          next.add(word);
        }
      }
    }
    return reached;
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(CLASS)).sorted().toList();
    }
  }

  /** {@code Worker} for {@code Worker.class} and for {@code Worker$1.class}. */
  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - CLASS.length()).split("\\$")[0];
  }
}
