package sharing.common;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The process that has started this one with {@link ChildJvm}, as this one sees it.
 *
 * <p>A thread reads the parent's messages as soon as they arrive. So it notices at once when the
 * parent has ended, and this process ends too. It also means that messages wait here: a parent that
 * sends many messages without waiting for answers fills this process's memory.
 */
public final class ParentJvm implements Pipe {

  /** The last action of a child when its parent has ended. */
  public interface LastAct {
    /** Runs the action. An exception does not keep the child from ending. */
    void run() throws IOException;
  }

  private final InputStream in = new FileInputStream(FileDescriptor.in);
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final LastAct last;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  private ParentJvm(LastAct last) {
    this.last = last;
  }

  /**
   * Connects a child to its parent. The child's main method must call this once, and first. From
   * then on, the child ends when its parent ends, however it ends. If the child's main method
   * throws, the child ends at once, with exit code 1 and the stack trace as its last words. Its
   * output to {@link System#out} goes where {@link System#err} goes, and {@link System#in} is
   * empty: both pipes are for messages.
   */
  public static ParentJvm connect() {
    return connect(() -> {});
  }

  /**
   * The same, with something to do before the end.
   *
   * @param last the action when the parent has ended, or when this process itself is asked to end,
   *     because Ctrl-C in a terminal interrupts parent and child at once. Then the child ends
   */
  public static ParentJvm connect(LastAct last) {
    ParentJvm parent = new ParentJvm(last);
    Runtime.getRuntime().addShutdownHook(new Thread(parent::act));
    System.setOut(System.err);
    System.setIn(InputStream.nullInputStream());
    Thread.currentThread().setUncaughtExceptionHandler(parent::fail);
    Thread reader = new Thread(parent::readAll, "reads what the parent sends");
    reader.setDaemon(true);
    reader.start();
    return parent;
  }

  private void fail(Thread main, Throwable thrown) {
    thrown.printStackTrace();
    end(ChildJvm.FAILED, 1);
  }

  private void readAll() {
    try {
      Messages.read(in, new Inbox());
    } catch (IOException | InterruptedException e) {
      // A broken pipe is an end, too.
    }
    try {
      act();
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  private void act() {
    try {
      last.run();
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  private final class Inbox implements Messages.Reader {
    @Override
    public void message(String text) {
      received.add(text);
    }

    @Override
    public void words(String text) {
      // A parent sends messages, and nothing else.
    }
  }

  @Override
  public void send(String message) throws IOException {
    Messages.write(message, out);
  }

  /** The next message. When the parent has ended, this process ends too, so there always is one. */
  @Override
  public Optional<String> receive() throws InterruptedException {
    return Optional.of(received.take());
  }

  /**
   * Tells the parent that the child has done its work, and ends the child with exit code 0. The
   * child's main method must call this last.
   */
  public void finish() {
    end(ChildJvm.FINISHED, 0);
  }

  /**
   * Tells the parent that this process ends, and ends it. The parent then kills it, which is
   * faster: a JVM that ends by itself waits 0.3 s for a thread that reads its standard input.
   */
  private void end(String how, int code) {
    try {
      System.err.close();
      send(how);
      out.close();
    } catch (IOException e) {
      // The parent has ended.
    }
    Runtime.getRuntime().halt(code);
  }
}
