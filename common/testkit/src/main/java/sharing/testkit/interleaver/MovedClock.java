package sharing.testkit.interleaver;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The clock, as instrumented code reads it: {@code System.nanoTime()}, say. Hours may pass while
 * another thread stands, so code that gives up when its own time is over does so then. It is never
 * a day or more ahead: who waits so long waits without a bound. Public only because instrumented
 * code is of other packages. Any number of threads may call it.
 */
public final class MovedClock {
  private static final Pattern CALL =
      Pattern.compile(
          "java/lang/System\\.(nanoTime|currentTimeMillis)\\(\\)J"
              + "|java/time/Instant\\.now\\(\\)Ljava/time/Instant;");

  private MovedClock() {}

  /** Whether a call reads the clock. */
  static boolean isReadBy(String owner, String method, String descriptor) {
    return CALL.matcher(owner + "." + method + descriptor).matches();
  }

  /** Whether the clock is read at a position. */
  static boolean isAt(CodePosition position) {
    return position.member().matches("nanoTime|currentTimeMillis|now");
  }

  /** Writes what moves the time that the call has left on the stack. */
  static void write(MethodVisitor code, String method, String descriptor, int number) {
    String time = Type.getReturnType(descriptor).getDescriptor();
    code.visitLdcInsn(number);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(MovedClock.class),
        method,
        "(" + time + "I)" + time,
        false);
  }

  /** What {@link System#nanoTime} is to return. */
  public static long nanoTime(long now, int number) {
    return now + aheadNanos(number);
  }

  /** What {@link System#currentTimeMillis} is to return. */
  public static long currentTimeMillis(long now, int number) {
    return now + TimeUnit.NANOSECONDS.toMillis(aheadNanos(number));
  }

  /** What {@link Instant#now} is to return. */
  public static Instant now(Instant now, int number) {
    return now.plusNanos(aheadNanos(number));
  }

  private static long aheadNanos(int number) {
    return SharedActions.listener(number).clockAheadNanos(SharedActions.position(number));
  }
}
