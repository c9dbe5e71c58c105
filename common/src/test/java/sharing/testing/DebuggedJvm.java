package sharing.testing;

import com.sun.jdi.BooleanValue;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.ThreadGroupReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A child JVM whose threads can be stopped and let go, through the JDK's debugger interface.
 *
 * <p>It waits at its first step for the debugger, and it ends with this JVM as each {@link
 * ChildJvm} does. For use by one thread.
 */
final class DebuggedJvm implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final ChildJvm child;
  private final VirtualMachine vm;

  private DebuggedJvm(ChildJvm child, VirtualMachine vm) {
    this.child = child;
    this.vm = vm;
  }

  /** Starts a child with the class path of this JVM. It runs on at the first {@link #next()}. */
  static DebuggedJvm start(Class<?> main, String... arguments) throws Exception {
    ListeningConnector connector =
        Bootstrap.virtualMachineManager().listeningConnectors().stream()
            .filter(c -> c.transport().name().equals("dt_socket"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> settings = connector.defaultArguments();
    settings.get("localAddress").setValue("127.0.0.1");
    settings.get("port").setValue("0");
    settings.get("timeout").setValue(Long.toString(CONNECT.toMillis()));
    String address = connector.startListening(settings);
    try {
      List<String> options =
          List.of(
              "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address,
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Xshare:auto",
              "-ea");
      String classPath = System.getProperty("java.class.path");
      ChildJvm child = ChildJvm.start(classPath, options, main, arguments);
      try {
        return new DebuggedJvm(child, connector.accept(settings));
      } catch (Exception e) {
        child.close();
        throw new IllegalStateException("no child JVM to debug: " + child.output(), e);
      }
    } finally {
      connector.stopListening(settings);
    }
  }

  /** The next events, for some of which a thread stands; null if there are none for a minute. */
  EventSet next() throws InterruptedException {
    return vm.eventQueue().remove(SILENCE.toMillis());
  }

  /** Asks for an event when a class is loaded whose name is this, or fits this with a star. */
  void announce(String classes) {
    ClassPrepareRequest request = vm.eventRequestManager().createClassPrepareRequest();
    request.addClassFilter(classes);
    request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    request.enable();
  }

  /** From now on, a thread that comes here stands, and it alone. */
  BreakpointRequest breakAt(Location location) {
    BreakpointRequest request = vm.eventRequestManager().createBreakpointRequest(location);
    request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    request.enable();
    return request;
  }

  /** From now on, no thread stops there. One that stands there still does. */
  void clear(List<BreakpointRequest> breaks) {
    vm.eventRequestManager().deleteEventRequests(breaks);
  }

  /** Whether a thread was started in a group, or descends from one that was. */
  static boolean isIn(ThreadGroupReference group, ThreadReference thread) {
    ThreadGroupReference ancestor = thread.threadGroup();
    while (ancestor != null && !ancestor.equals(group)) {
      ancestor = ancestor.parent();
    }
    return ancestor != null;
  }

  /** Stops all threads of a group, those included that start meanwhile. */
  static void hold(ThreadGroupReference group) {
    Set<ThreadReference> held = new HashSet<>();
    while (true) {
      List<ThreadReference> running = threads(group);
      running.removeAll(held);
      if (running.isEmpty()) {
        return;
      }
      running.forEach(ThreadReference::suspend);
      held.addAll(running);
    }
  }

  /** Lets all threads of a group go on, however often they were stopped. */
  static void letGo(ThreadGroupReference group) {
    threads(group).forEach(DebuggedJvm::letGo);
  }

  static void letGo(ThreadReference thread) {
    for (int n = thread.suspendCount(); n > 0; n--) {
      thread.resume();
    }
  }

  private static List<ThreadReference> threads(ThreadGroupReference group) {
    List<ThreadReference> threads = new ArrayList<>(group.threads());
    group.threadGroups().forEach(inner -> threads.addAll(threads(inner)));
    return threads;
  }

  BooleanValue mirrorOf(boolean value) {
    return vm.mirrorOf(value);
  }

  /** How the JVM ended, once it is known that it ends. */
  String ending() throws InterruptedException {
    if (!child.waitFor(Duration.ofSeconds(10))) {
      return "the JVM was disconnected";
    }
    String output = child.output().strip();
    return "the JVM ended with exit code "
        + child.exitCode()
        + (output.isEmpty() ? "" : ". It wrote:\n" + tail(output));
  }

  private static String tail(String output) {
    List<String> lines = output.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  @Override
  public void close() {
    try {
      vm.dispose();
    } catch (VMDisconnectedException e) {
      // It is gone already.
    } finally {
      child.close();
    }
  }
}
