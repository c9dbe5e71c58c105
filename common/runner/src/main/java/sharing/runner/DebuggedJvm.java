package sharing.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sharing.common.ChildJvm;

/**
 * The JVM of the tests that waits for a debugger: it does not notice that its parent has ended, so
 * the parent ends it, at whatever moment it is stopped itself.
 */
final class DebuggedJvm {
  private ChildJvm child;
  private boolean isOver;

  private DebuggedJvm() {}

  /** Starts it. */
  static ChildJvm start(Path folder, String classPath, List<String> options, Path work)
      throws IOException {
    DebuggedJvm jvm = new DebuggedJvm();
    // Before the start: otherwise a stop in between would leave the JVM behind.
    Runtime.getRuntime().addShutdownHook(new Thread(jvm::end));
    synchronized (jvm) {
      if (jvm.isOver) {
        throw new IOException("this JVM is being stopped");
      }
      jvm.child = ChildJvm.start(folder, classPath, options, TestJvmMain.class, work.toString());
      return jvm.child;
    }
  }

  private synchronized void end() {
    isOver = true;
    if (child != null) {
      child.close();
    }
  }
}
