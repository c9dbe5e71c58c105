package sharing.runner;

/**
 * How a program that Maven runs for a lesson ends the build when the lesson is not done.
 *
 * <p>An exception would do, but Maven then prints fifteen lines about it, and the report is no
 * longer the last thing on the screen. So where Maven would stop here anyway, Maven's own JVM ends
 * with exit code 1, as it would after those lines.
 */
public final class LessonEnd {
  private static final String FAIL_FAST = "FAIL_FAST";

  private LessonEnd() {}

  /**
   * Ends the build.
   *
   * @param arguments of the program: after the folder of the module, what Maven does when a module
   *     fails, as {@code --fail-fast} and the options beside it set it
   * @throws LessonNotDone if Maven continues with other modules, or runs in another program's JVM
   */
  public static void notDone(String[] arguments, String message) {
    System.out.flush();
    if (arguments.length > 1 && arguments[1].equals(FAIL_FAST) && isMavensOwnJvm()) {
      System.exit(1);
    }
    throw new LessonNotDone(message);
  }

  /** An IDE or a daemon that runs Maven must not end with the build. */
  private static boolean isMavensOwnJvm() {
    String command = System.getProperty("sun.java.command", "");
    return command.startsWith("org.codehaus.plexus.classworlds.launcher.Launcher");
  }

  /** Tells Maven that the build has failed. */
  public static final class LessonNotDone extends RuntimeException {
    private static final long serialVersionUID = 1;

    LessonNotDone(String message) {
      super(message, null, false, false);
    }
  }
}
