package sharing.testkit.interleaver;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * A schedule by its places, so that it can be run again: in another JVM, and after the code was
 * changed elsewhere. As text it is one line of JSON.
 *
 * @param scenario the class of the scenario
 * @param participant who is the first one
 * @param pauses what is done to it, and to the second one
 */
record ScheduleName(String scenario, int participant, Pauses pauses) {
  /** The system property with the path of a file: only the schedule that it names runs. */
  static final String FILE = "sharing.schedule";

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /** The schedule that this JVM is to run, and no other one. */
  static Optional<ScheduleName> asked() {
    String file = System.getProperty(FILE, "");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(GSON.fromJson(Files.readString(Path.of(file)), ScheduleName.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return GSON.toJson(this);
  }

  /**
   * One of some places that is the same as a named one, but for its line: lines move when code
   * above them is changed.
   *
   * @return null if there is none, or if none was named
   */
  static Breakpoint find(Breakpoint named, Collection<Breakpoint> places) {
    return places.stream()
        .filter(place -> named != null && isSame(named, place))
        .reduce((one, other) -> isNearer(named, one, other) ? one : other)
        .orElse(null);
  }

  private static boolean isSame(Breakpoint named, Breakpoint place) {
    CodePosition one = named.position();
    CodePosition other = place.position();
    return named.time() == place.time()
        && one.type().equals(other.type())
        && one.method().equals(other.method())
        && one.operation() == other.operation()
        && one.owner().equals(other.owner())
        && one.member().equals(other.member());
  }

  private static boolean isNearer(Breakpoint named, Breakpoint one, Breakpoint other) {
    int index = named.position().index();
    return Math.abs(one.position().index() - index) <= Math.abs(other.position().index() - index);
  }
}
