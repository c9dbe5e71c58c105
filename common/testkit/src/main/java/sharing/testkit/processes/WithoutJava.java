package sharing.testkit.processes;

import java.nio.file.Path;

/** A time in which this JVM can start no other, because it does not find Java. */
public final class WithoutJava {
  private WithoutJava() {}

  /** The action in this time. */
  @FunctionalInterface
  public interface Use {
    /** Does it. */
    void run() throws Exception;
  }

  /** Does something while {@code ChildJvm} finds no Java. */
  public static void run(Use use) throws Exception {
    String home = System.getProperty("java.home");
    System.setProperty("java.home", Path.of(home, "no-such-folder").toString());
    try {
      use.run();
    } finally {
      System.setProperty("java.home", home);
    }
  }
}
