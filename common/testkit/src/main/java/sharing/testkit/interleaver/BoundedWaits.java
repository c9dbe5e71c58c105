package sharing.testkit.interleaver;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Waits with a time limit, such as {@code tryLock(10, SECONDS)} and {@code join(1000)}; and pauses,
 * such as {@code sleep(20)} and {@code onSpinWait()}. The time may pass while another thread is
 * paused, so the schedule decides whether it does. A wait of a day or longer counts as a wait
 * without a limit. Public only because instrumented code is in other packages. Any number of
 * threads may call it.
 */
public final class BoundedWaits {
  private static final Pattern WITH_UNIT =
      Pattern.compile(
          "java/(util/concurrent/|lang/Process).*\\(.*JLjava/util/concurrent/TimeUnit;\\).*");

  /** Methods of each thread, and of each object, whatever class the code names. */
  private static final Pattern IN_MILLIS = Pattern.compile(".*\\.(join|wait)\\(J\\)V");

  /** Methods of JDK 19 and later. */
  private static final Pattern WITH_DURATION =
      Pattern.compile(".*\\.(join|waitFor)\\(Ljava/time/Duration;\\)Z");

  /** Methods for which {@link WaitAndNotify} has others. */
  private static final Pattern REPLACED =
      Pattern.compile(
          "java/lang/(Object\\.wait|Thread\\.join)\\(JI\\)V"
              + "|java/util/concurrent/TimeUnit\\.timed(Join|Wait)\\(.*"
              + "|java/util/concurrent/locks/Condition\\.await(Nanos|Until)\\(.*");

  private static final Pattern PAUSE =
      Pattern.compile(
          "java/(lang/Thread|util/concurrent/TimeUnit)\\.sleep\\(J\\)V"
              + "|java/lang/Thread\\.sleep\\(Ljava/time/Duration;\\)V"
              + "|java/lang/Thread\\.(yield|onSpinWait)\\(\\)V"
              + "|java/util/concurrent/locks/LockSupport\\.park(Nanos|Until)\\(.*J\\)V");

  /** What delays a task: code that pauses may wait for such a task. */
  private static final Pattern DELAY =
      Pattern.compile(
          "java/util/concurrent/(Scheduled\\w+\\.schedule|CompletableFuture\\.delayedExecutor)"
              + "\\(.*JLjava/util/concurrent/TimeUnit;\\).*");

  private static final String DURATION = Type.getDescriptor(Duration.class);

  private BoundedWaits() {}

  /** Whether a call is such a wait. */
  static boolean isOne(String owner, String method, String descriptor) {
    String call = owner + "." + method + descriptor;
    return IN_MILLIS.matcher(call).matches()
        || WITH_DURATION.matcher(call).matches()
        || REPLACED.matcher(call).matches()
        || WITH_UNIT.matcher(call).matches()
            && method.matches(
                "await|awaitTermination|get|poll|offer|tryLock|tryAcquire|waitFor"
                    + "|exchange|try(Read|Write)Lock|awaitAdvanceInterruptibly|pollFirst|pollLast"
                    + "|offerFirst|offerLast|transfer|tryTransfer|invokeAll|invokeAny"
                    + "|awaitQuiescence|orTimeout|completeOnTimeout");
  }

  /** Whether a call is a pause. */
  static boolean isPause(String owner, String method, String descriptor) {
    String call = owner + "." + method + descriptor;
    return PAUSE.matcher(call).matches() || DELAY.matcher(call).matches();
  }

  /** Whether such a wait releases what the thread holds. */
  static boolean releases(CodePosition position) {
    return position.member().matches("wait|timedWait")
        || position.owner().equals("java.util.concurrent.locks.Condition");
  }

  /** Writes what asks for the time; the arguments of the call are on the stack, and stay there. */
  static void write(
      MethodVisitor code, String owner, String method, String descriptor, int number) {
    if (descriptor.startsWith("(" + DURATION)) {
      String name = isPause(owner, method, descriptor) ? "pause" : "time";
      code.visitLdcInsn(number);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          Type.getInternalName(BoundedWaits.class),
          name,
          "(" + DURATION + "I)" + DURATION,
          false);
      return;
    }
    boolean isPause = isPause(owner, method, descriptor);
    boolean hasUnit = descriptor.contains("JLjava/util/concurrent/TimeUnit;)");
    if (isPause && !hasUnit) {
      code.visitLdcInsn(number);
      String pause = descriptor.equals("()V") ? "(I)V" : "(JI)J";
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, Type.getInternalName(BoundedWaits.class), "pause", pause, false);
      return;
    }
    if (hasUnit) {
      code.visitInsn(Opcodes.DUP_X2); // unit, time, unit
    }
    code.visitLdcInsn(number);
    String parameters = hasUnit ? "(JLjava/util/concurrent/TimeUnit;I)J" : "(JI)J";
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(BoundedWaits.class),
        isPause ? "pause" : "time",
        parameters,
        false);
    if (hasUnit) {
      code.visitInsn(Opcodes.DUP2_X1); // time, unit, time
      code.visitInsn(Opcodes.POP2);
    }
  }

  /** The time to wait, in the unit. */
  public static long time(long time, TimeUnit unit, int number) {
    boolean isBound = unit != null && unit.toDays(time) < 1;
    return isBound && time > 0 && isOver(number) ? 0 : time;
  }

  /** The time to wait, in milliseconds. 0 means forever. */
  public static long time(long millis, int number) {
    boolean isBound = millis > 0 && TimeUnit.MILLISECONDS.toDays(millis) < 1;
    return isBound && isOver(number) ? 1 : millis;
  }

  /** The time to pause, in the unit of the call: the last argument. */
  public static long pause(long time, int number) {
    return time > 0 && skipsPause(number) ? 0 : time;
  }

  /** The time by which a task is delayed, in the unit. */
  public static long pause(long time, TimeUnit unit, int number) {
    return pause(time, number);
  }

  /** A pause without a given time, which follows this call. */
  public static void pause(int number) {
    skipsPause(number);
  }

  /** The time to wait. */
  public static Duration time(Duration time, int number) {
    return time.toDays() < 1 && !time.isZero() && isOver(number) ? Duration.ZERO : time;
  }

  /** The time to pause. */
  public static Duration pause(Duration time, int number) {
    return time.isZero() || !skipsPause(number) ? time : Duration.ZERO;
  }

  private static boolean skipsPause(int number) {
    return SharedActions.listener(number).skipsPause(SharedActions.position(number));
  }

  private static boolean isOver(int number) {
    return SharedActions.listener(number).endsInTime(SharedActions.position(number));
  }
}
