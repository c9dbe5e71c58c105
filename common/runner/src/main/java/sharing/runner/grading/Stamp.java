package sharing.runner.grading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import sharing.runner.Fingerprint;

/**
 * A hash of all that a verdict depends on: the answer, the skeleton, the tests and the engine, the
 * weights, and the Java that runs them. With the same stamp, a submission need not be graded again.
 * Any number of threads may use it.
 */
final class Stamp {
  private final String course;

  /**
   * @param classPath of the lesson's tests
   * @param skeleton the folder of the skeleton's sources
   */
  Stamp(String classPath, Path skeleton, Weights weights) throws IOException {
    course =
        new Fingerprint()
            .addClassPath(classPath)
            .add(skeleton)
            .add("weights", weights.toString())
            .add("Java", System.getProperty("java.vm.version"))
            .add("format", Integer.toString(LessonResult.VERSION))
            .hex();
  }

  /** The stamp of an answer, in hexadecimal digits. */
  String of(Answer answer) {
    Fingerprint all = new Fingerprint().add("course", course);
    for (Map.Entry<Path, byte[]> file : answer.files().entrySet()) {
      all.add(file.getKey().toString(), file.getValue());
    }
    return all.hex();
  }
}
