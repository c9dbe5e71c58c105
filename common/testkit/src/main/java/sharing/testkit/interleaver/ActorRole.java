package sharing.testkit.interleaver;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.file.Path;

/**
 * A message from the JVM of the test to the JVM of one worker when a schedule begins: one line of
 * JSON.
 *
 * @param folder the folder that the workers share
 * @param isFirst whether this worker is to be paused, or reports where it could be paused
 * @param breakpoint where it is to be paused, or null
 */
record ActorRole(String folder, boolean isFirst, Breakpoint breakpoint) {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  static ActorRole first(Path folder, Breakpoint breakpoint) {
    return new ActorRole(folder.toString(), true, breakpoint);
  }

  static ActorRole second(Path folder) {
    return new ActorRole(folder.toString(), false, null);
  }

  static ActorRole of(String json) {
    return GSON.fromJson(json, ActorRole.class);
  }

  String json() {
    return GSON.toJson(this);
  }
}
