package sharing.testkit.processes;

import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/** A time in which this JVM can start no other, because it does not find Java. */
public final class WithoutJava {
  private static final String HOME = "java.home";

  private WithoutJava() {}

  /** The action in this time. */
  @FunctionalInterface
  public interface Use {
    /** Does it. */
    void run() throws Exception;
  }

  /** Does something while {@code ChildJvm} finds no Java. */
  public static void run(Use use) throws Exception {
    fromStart(1, use);
  }

  /**
   * Does something while {@code ChildJvm} finds Java for the first starts only.
   *
   * @param start the first start that fails: 1, or 2 if the first start succeeds
   */
  public static void fromStart(int start, Use use) throws Exception {
    Properties before = System.getProperties();
    System.setProperties(new Missing(before, start));
    try {
      use.run();
    } finally {
      System.setProperties(before);
    }
  }

  /** Each start of a child process asks once where Java is. */
  private static final class Missing extends Properties {
    private static final long serialVersionUID = 1;

    private final AtomicInteger asked = new AtomicInteger();
    private final int start;

    Missing(Properties others, int start) {
      this.start = start;
      putAll(others);
    }

    @Override
    public String getProperty(String key) {
      if (key.equals(HOME) && asked.incrementAndGet() >= start) {
        return Path.of(super.getProperty(HOME), "no-such-folder").toString();
      }
      return super.getProperty(key);
    }
  }
}
