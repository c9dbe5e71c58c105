package sharing.runner;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the JVM of the tests is asked to do: a file of JSON in the folder of the run.
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
  private static final String FILE = "request.json";
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /** Writes it into the folder of the run. */
  void write(Path work) throws IOException {
    Files.writeString(work.resolve(FILE), GSON.toJson(this));
  }

  /** Reads what was written last into the folder of the run. */
  static TestJvmRequest read(Path work) throws IOException {
    return GSON.fromJson(Files.readString(work.resolve(FILE)), TestJvmRequest.class);
  }
}
