package sharing.testkit.interleaver;

import java.io.ByteArrayOutputStream;
import java.io.CharArrayWriter;
import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An action on a file fails, as on a disk that is full or broken. An action that writes has then
 * been done, and so has closing a file for which something may still be buffered. All other actions
 * have not been done: a file is not opened, moved, locked or read. No action fails that deletes or
 * unlocks a file, or that only closes it.
 */
final class FileFailure implements EachAction.Event {
  private static final String FULL = "No space left on device";
  private static final Pattern PACKAGE = Pattern.compile("java\\.(io|nio\\.(channels|file))\\..*");
  private static final Pattern WRITES =
      Pattern.compile("write.*|append|flush|force|truncate|copy|transferTo|transferFrom");
  private static final Pattern NEVER = Pattern.compile("delete.*|release|close|walk.*|toRealPath");
  private static final Pattern OPENS =
      Pattern.compile("java\\.io\\.(File(In|Out)putStream|File(Reader|Writer)|RandomAccessFile)");

  /** Whether a method can throw an exception of this kind, by its class and name. */
  private static final Map<String, Boolean> MAY_FAIL = new ConcurrentHashMap<>();

  @Override
  public boolean isPossible(CodePosition position, Object target, boolean isBefore) {
    if (position.operation() == Operation.NEW) {
      return isBefore && OPENS.matcher(position.owner()).matches();
    }
    if (position.operation() != Operation.CALL
        || !PACKAGE.matcher(position.owner()).matches()
        || neverFails(target)
        || !mayFail(position)) {
      return false;
    }
    boolean writes =
        WRITES.matcher(position.member()).matches()
            || position.member().equals("close")
                && (target instanceof FilterOutputStream || target instanceof Writer);
    return writes ? !isBefore : isBefore && !NEVER.matcher(position.member()).matches();
  }

  private static boolean neverFails(Object target) {
    return target instanceof ByteArrayOutputStream
        || target instanceof StringWriter
        || target instanceof CharArrayWriter
        || target instanceof PrintStream;
  }

  private static boolean mayFail(CodePosition position) {
    return MAY_FAIL.computeIfAbsent(
        position.owner() + "." + position.member(),
        method -> {
          try {
            return Stream.of(Class.forName(position.owner()).getMethods())
                .filter(each -> each.getName().equals(position.member()))
                .flatMap(each -> Stream.of(each.getExceptionTypes()))
                .anyMatch(IOException.class::equals);
          } catch (ClassNotFoundException e) {
            return false;
          }
        });
  }

  @Override
  public void happen(CodePosition position) {
    IOException failure;
    if (position.operation() == Operation.NEW) {
      failure = new FileNotFoundException(FULL);
    } else if (position.member().equals("move")) {
      failure = new AtomicMoveNotSupportedException(null, null, "the system cannot do that");
    } else {
      failure = new FileSystemException(null, null, FULL);
    }
    FileFailure.<RuntimeException>fail(failure);
  }

  /** The method that fails declares the exception; this one need not. */
  @SuppressWarnings("unchecked") // The type of the exception is not checked, either.
  private static <E extends Throwable> void fail(Throwable failure) throws E {
    throw (E) failure;
  }
}
