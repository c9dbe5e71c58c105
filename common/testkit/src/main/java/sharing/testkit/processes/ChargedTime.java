package sharing.testkit.processes;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sharing.common.Stopwatch;

/**
 * The time that counts for a process and the processes that it has started: the time while they use
 * a processor, or while none of them wants one. The time while they wait for a processor that
 * others use is not theirs, so a busy machine does not use it up. Threads that work at the same
 * time would have a processor each, on a machine of their own: their times count once.
 *
 * <p>Only Linux tells which threads wait for a processor. Elsewhere all time counts. One thread at
 * a time may use this.
 */
public final class ChargedTime {
  private final ProcessHandle process;
  private final Stopwatch watch = Stopwatch.start();
  private Duration lastAsked = Duration.ZERO;
  private Map<Long, Duration> used;

  /** Counts the time from now on. */
  public ChargedTime(ProcessHandle process) {
    this.process = process;
    this.used = processorTimes(processes());
  }

  /**
   * The time that has been added since the last call, or since the start: from zero to the elapsed
   * time.
   */
  public Duration sinceLastLook() {
    Duration now = Duration.ofNanos(watch.elapsedNanos());
    Duration passed = now.minus(lastAsked);
    lastAsked = now;
    Map<Long, Duration> before = used;
    used = processorTimes(processes());
    long ready = processes().mapToLong(ReadyThreads::in).sum();
    if (ready == 0) {
      return passed; // Each of them sleeps, or waits for something other than a processor.
    }
    Duration busy =
        used.entrySet().stream()
            .map(e -> e.getValue().minus(before.getOrDefault(e.getKey(), Duration.ZERO)))
            .filter(more -> !more.isNegative()) // It has ended.
            .reduce(Duration.ZERO, Duration::plus);
    Duration each = busy.dividedBy(Math.min(ready, Runtime.getRuntime().availableProcessors()));
    return each.compareTo(passed) < 0 ? each : passed;
  }

  private Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process), process.descendants());
  }

  /**
   * The processor time that each process has used since it started, by its id; zero where the
   * operating system does not tell.
   */
  public static Map<Long, Duration> processorTimes(Stream<ProcessHandle> processes) {
    return processes.collect(
        Collectors.toMap(
            ProcessHandle::pid, each -> each.info().totalCpuDuration().orElse(Duration.ZERO)));
  }
}
