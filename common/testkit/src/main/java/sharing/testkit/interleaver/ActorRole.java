package sharing.testkit.interleaver;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.file.Path;

/**
 * What the JVM of the test tells the JVM of one worker when a schedule begins: one line of JSON.
 *
 * @param folder what the workers share
 * @param isFirst whether this one is to be paused, or to tell where it could be
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
