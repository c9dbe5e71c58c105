package sharing.testkit.threads;

/**
 * Whether a person steps through the code of this JVM with a debugger. Then time says nothing: what
 * stands still may stand at a breakpoint. A hang that can be proven is still one.
 */
public final class Debugging {
  private static final String PROPERTY = "sharing.debug";

  /** The option that tells a JVM so. */
  public static final String OPTION = "-D" + PROPERTY + "=true";

  private Debugging() {}

  static boolean isOn() {
    return Boolean.getBoolean(PROPERTY);
  }
}
