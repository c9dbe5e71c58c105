package sharing.testkit.interleaver;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
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
              + "|java/time/Clock\\.(millis\\(\\)J|instant\\(\\)Ljava/time/Instant;)"
              + "|java/time/(Instant|LocalDateTime|OffsetDateTime|ZonedDateTime)\\.now\\(.*");

  private MovedClock() {}

  /** Whether a call reads the clock. */
  static boolean isReadBy(String owner, String method, String descriptor) {
    return CALL.matcher(owner + "." + method + descriptor).matches();
  }

  /** Whether the clock is read at a position. */
  static boolean isAt(CodePosition position) {
    return position.member().matches("nanoTime|currentTimeMillis|now|millis|instant");
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

  /** What {@link Clock#millis} is to return. */
  public static long millis(long now, int number) {
    return currentTimeMillis(now, number);
  }

  /** What {@link Clock#instant} is to return. */
  public static Instant instant(Instant now, int number) {
    return now(now, number);
  }

  /** What {@link Instant#now} is to return. */
  public static Instant now(Instant now, int number) {
    return now.plusNanos(aheadNanos(number));
  }

  /** What {@link LocalDateTime#now} is to return. */
  public static LocalDateTime now(LocalDateTime now, int number) {
    return now.plusNanos(aheadNanos(number));
  }

  /** What {@link OffsetDateTime#now} is to return. */
  public static OffsetDateTime now(OffsetDateTime now, int number) {
    return now.plusNanos(aheadNanos(number));
  }

  /** What {@link ZonedDateTime#now} is to return. */
  public static ZonedDateTime now(ZonedDateTime now, int number) {
    return now.plusNanos(aheadNanos(number));
  }

  private static long aheadNanos(int number) {
    return SharedActions.listener(number).clockAheadNanos(SharedActions.position(number));
  }
}
