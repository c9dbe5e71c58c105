package sharing.runner;

import java.nio.file.Path;
import sharing.common.ParentJvm;
import sharing.testkit.TemporaryFolder;
import sharing.testkit.processes.ChildProcesses;

/** The JVM in which a lesson's demonstration runs. */
final class DemonstrationJvmMain {
  private DemonstrationJvmMain() {}

  /**
   * Calls the main method of the class {@code arguments[0]}, with no arguments.
   *
   * @param arguments the name of the class, and the folder for temporary files, which is deleted if
   *     the parent ends first
   */
  public static void main(String[] arguments) throws Exception {
    Path temporary = Path.of(arguments[1]);
    ParentJvm parent = ParentJvm.connect(() -> TemporaryFolder.delete(temporary));
    ClassPath.setForChildren(System.getProperty("java.class.path"));
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
    ChildProcesses.endStarted();
    parent.finish();
  }
}
