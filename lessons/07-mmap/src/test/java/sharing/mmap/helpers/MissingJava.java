package sharing.mmap.helpers;

import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets this JVM find no Java that a child process could be started with. */
public final class MissingJava {
  private static final String HOME = "java.home";

  private MissingJava() {}

  /**
   * Does something while starts of child processes fail.
   *
   * @param start the first one that fails: 1, or 2 if the first one succeeds
   */
  public static <T> T fromStart(int start, Callable<T> action) throws Exception {
    Properties before = System.getProperties();
    System.setProperties(new Missing(before, start));
    try {
      return action.call();
    } finally {
      System.setProperties(before);
    }
  }

  /** Each start of a child asks once where Java is. */
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
        return Path.of(super.getProperty(HOME), "missing").toString();
      }
      return super.getProperty(key);
    }
  }
}
