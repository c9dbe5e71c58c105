package sharing.mmap.helpers;

import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Hides Java from this JVM, so that it cannot start child processes. */
public final class MissingJava {
  private static final String HOME = "java.home";

  private MissingJava() {}

  /**
   * Runs an action while starts of child processes fail.
   *
   * @param start the first start that fails: 1, or 2 if the first start succeeds
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
        return Path.of(super.getProperty(HOME), "missing").toString();
      }
      return super.getProperty(key);
    }
  }
}
