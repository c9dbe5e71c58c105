package sharing.testkit.threads;

/**
 * Whether a person steps through the code of this JVM with a debugger. Then elapsed time says
 * nothing: a thread may be stopped at a breakpoint. A proven hang still counts.
 */
public final class Debugging {
  private static final String PROPERTY = "sharing.debug";

  /** The option that tells a JVM about the debugger. */
  public static final String OPTION = "-D" + PROPERTY + "=true";

  private Debugging() {}

  static boolean isOn() {
    return Boolean.getBoolean(PROPERTY);
  }
}
