package sharing.durable;

import java.nio.file.Path;

/** A time in which this JVM can start no other: it does not find Java. */
final class WithoutJava {
  private WithoutJava() {}

  /** What is done in this time. */
  interface Use {
    void run() throws Exception;
  }

  static void run(Use use) throws Exception {
    String home = System.getProperty("java.home");
    System.setProperty("java.home", Path.of(home, "no-such-folder").toString());
    try {
      use.run();
    } finally {
      System.setProperty("java.home", home);
    }
  }
}
