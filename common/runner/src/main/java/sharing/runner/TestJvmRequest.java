package sharing.runner;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The request to the JVM of the tests: a file of properties in the folder of the run. A library
 * that reads JSON would take 0.1 s to load, in which no test runs.
 *
 * @param tests the folder of the compiled tests
 * @param filter which of them run
 * @param first the number of the first run in this JVM, counted from 1
 * @param last the number of the last run
 * @param fresh the folders of the classes to load once more for each run
 * @param temporary the folder of the run's temporary files, which is deleted at its end
 */
record TestJvmRequest(
    String tests, TestFilter filter, int first, int last, List<String> fresh, String temporary) {
  private static final String FILE = "request.properties";

  /** Writes it into the folder of the run. */
  void write(Path work) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("tests", tests);
    properties.setProperty("names", String.join(",", filter.names()));
    properties.setProperty("pattern", filter.pattern());
    properties.setProperty("step", Integer.toString(filter.step()));
    properties.setProperty("first", Integer.toString(first));
    properties.setProperty("last", Integer.toString(last));
    properties.setProperty("fresh", String.join(File.pathSeparator, fresh));
    properties.setProperty("temporary", temporary);
    try (Writer file = Files.newBufferedWriter(work.resolve(FILE))) {
      properties.store(file, null);
    }
  }

  /** Reads what was written last into the folder of the run. */
  static TestJvmRequest read(Path work) throws IOException {
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(work.resolve(FILE))) {
      properties.load(file);
    }
    return new TestJvmRequest(
        properties.getProperty("tests"),
        new TestFilter(
            list(properties.getProperty("names"), ","),
            properties.getProperty("pattern"),
            Integer.parseInt(properties.getProperty("step"))),
        Integer.parseInt(properties.getProperty("first")),
        Integer.parseInt(properties.getProperty("last")),
        list(properties.getProperty("fresh"), File.pathSeparator),
        properties.getProperty("temporary"));
  }

  private static List<String> list(String joined, String separator) {
    return Stream.of(joined.split(Pattern.quote(separator)))
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
