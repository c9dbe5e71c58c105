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
 * The clock as instrumented code reads it, for example with {@code System.nanoTime()}. In a
 * schedule, hours may pass while another thread is paused, so code with a time limit of its own
 * gives up then. The clock is always less than a day ahead: a longer wait counts as a wait without
 * a limit. Without a schedule, the clock may stand still. Public only because instrumented code is
 * in other packages. Any number of threads may call it.
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

  /** Writes code that moves the time that the call has left on the stack. */
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

  /** The value that {@link System#nanoTime} must return. */
  public static long nanoTime(long now, int number) {
    return shown("nanoTime", now, number) + aheadNanos(number);
  }

  /** The value that {@link System#currentTimeMillis} must return. */
  public static long currentTimeMillis(long now, int number) {
    return shown("millis", now, number) + TimeUnit.NANOSECONDS.toMillis(aheadNanos(number));
  }

  /** The value that {@link Clock#millis} must return. */
  public static long millis(long now, int number) {
    return currentTimeMillis(now, number);
  }

  /** The value that {@link Clock#instant} must return. */
  public static Instant instant(Instant now, int number) {
    return now(now, number);
  }

  /** The value that {@link Instant#now} must return. */
  public static Instant now(Instant now, int number) {
    return shown("Instant", now, number).plusNanos(aheadNanos(number));
  }

  /** The value that {@link LocalDateTime#now} must return. */
  public static LocalDateTime now(LocalDateTime now, int number) {
    return shown("LocalDateTime", now, number).plusNanos(aheadNanos(number));
  }

  /** The value that {@link OffsetDateTime#now} must return. */
  public static OffsetDateTime now(OffsetDateTime now, int number) {
    return shown("OffsetDateTime", now, number).plusNanos(aheadNanos(number));
  }

  /** The value that {@link ZonedDateTime#now} must return. */
  public static ZonedDateTime now(ZonedDateTime now, int number) {
    return shown("ZonedDateTime", now, number).plusNanos(aheadNanos(number));
  }

  private static <T> T shown(String clock, T now, int number) {
    return SharedActions.listener(number).clock(clock, now);
  }

  private static long aheadNanos(int number) {
    return SharedActions.listener(number).clockAheadNanos(SharedActions.position(number));
  }
}
