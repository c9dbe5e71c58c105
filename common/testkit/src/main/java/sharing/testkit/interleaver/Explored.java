package sharing.testkit.interleaver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How much of a scenario was tried: for authors. Written as a line into the file that {@value
 * #FILE} names, if that property is set.
 *
 * @param scenario its class
 * @param schedules how many schedules were run, all in all
 * @param pairs how many of them had two pauses
 * @param cutOff how many more the budget did not allow, as far as they were seen
 */
record Explored(String scenario, int schedules, int pairs, int cutOff) {
  static final String FILE = "sharing.explored";

  void write() throws IOException {
    String file = System.getProperty(FILE, "");
    if (!file.isEmpty()) {
      Files.writeString(
          Path.of(file),
          "%s: %d schedules, %d of them with two pauses, %d cut off%n"
              .formatted(scenario, schedules, pairs, cutOff),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
