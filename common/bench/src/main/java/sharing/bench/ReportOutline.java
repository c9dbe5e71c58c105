package sharing.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import sharing.bench.ReportSection.Figure;
import sharing.bench.ReportSection.Row;

/** What the report tells, in this order. The notebook's figures are quoted from it. */
final class ReportOutline {
  private static final String PRIMES = "01-primes";
  private static final String QUEUES = "02-queues";
  private static final String RANGES = "03-ranges";
  private static final String FLAGS = "04-flags";
  private static final String COUNTER = "05-file-counter";
  private static final String REDIS = "06-redis";
  private static final String MMAP = "07-mmap";
  private static final String DURABLE = "08-durable-queue";
  private static final String BASELINE = "baseline";
  private static final String[] FSYNC = {"none", "everysec", "always"};

  private static final String OLD_FLAG =
      "each search but the first begins with the old flag, and no divisor is tried";
  private static final String LOST_VERDICT =
      "it answers \"prime\": the worker that found the divisor tells nobody";

  private ReportOutline() {}

  static List<ReportSection> chapters() {
    return List.of(range(), prime(), composite(), looks(), memory(), file(), durable(), costs());
  }

  private static ReportSection range() {
    Function<String, Figure> queues = name -> Figure.of(QUEUES, name);
    Function<String, Figure> ranges = name -> Figure.of(RANGES, name);
    Figure oneInQueues = queues.apply(BASELINE);
    Figure wholeRange = ranges.apply("baselineOnNotebookRange");
    Figure belowAMillion = ranges.apply(BASELINE);
    return new ReportSection(
        "A range of numbers",
        "What the workers say to each other decides, not how many they are: one message for each"
            + " number makes two workers slower than one, and a range for each worker needs no"
            + " message at all.",
        List.of(
            Row.of("one thread, 100,000 numbers", oneInQueues)
                .per(oneInQueues)
                .quoted(20.56, "one thread"),
            Row.of("queue, 2 threads, 1 number", queues.apply("twoWorkers, chunk 1"))
                .per(oneInQueues)
                .quoted(27.56, "4 threads without the lock"),
            Row.of("queue, 2 threads, 1,000 numbers", queues.apply("twoWorkers, chunk 1000"))
                .per(oneInQueues),
            Row.of("the same, under one lock", queues.apply("workersUnderOneLock, workers 2"))
                .per(oneInQueues),
            Row.of("pipe, 2 processes, 1 number", queues.apply("twoProcesses, chunk 1"))
                .per(oneInQueues)
                .quoted(381.6, "2 processes"),
            Row.of("pipe, 2 processes, 1,000 numbers", queues.apply("twoProcesses, chunk 1000"))
                .per(oneInQueues),
            Row.of("one thread, the notebook's range", wholeRange).per(wholeRange),
            Row.of("2 equal ranges", ranges.apply("notebookRangeEqualParts, workers 2"))
                .per(wholeRange)
                .quoted(11.00, "4 threads without the lock"),
            Row.of("64 ranges, 2 threads", ranges.apply("notebookRangeInChunks, workers 2"))
                .per(wholeRange),
            Row.of("parallel stream", ranges.apply("notebookRangeParallelStream")).per(wholeRange),
            Row.of("one thread, below a million", belowAMillion).per(belowAMillion),
            Row.of("2 equal ranges, below a million", ranges.apply("equalParts, workers 2"))
                .per(belowAMillion),
            Row.of("64 ranges, below a million", ranges.apply("balancedChunks, workers 2"))
                .per(belowAMillion)),
        20.56);
  }

  private static ReportSection prime() {
    Figure one = Figure.of(PRIMES, "isPrime, number LARGE_PRIME_1");
    return new ReportSection(
        "One number, a prime: 100109100129100151",
        "All divisors must be tried, so two workers halve the time at best; what processes need to"
            + " start is lost.",
        List.of(
            Row.of("one thread", one).per(one).quoted(18.31, "one thread"),
            Row.of("2 threads, flag in memory", search())
                .per(one)
                .struck(0.0027, "4 threads", OLD_FLAG),
            Row.of("2 processes, mapped flag", Figure.of(MMAP, "prime, processes 2"))
                .per(one)
                .quoted(10.04, "4 processes"),
            Row.of("2 processes, flag in Redis", Figure.of(REDIS, "prime, processes 2"))
                .per(one)
                .quoted(33.81, "4 processes")),
        18.31);
  }

  private static Figure search() {
    return Figure.of(FLAGS, "search, checkEvery 1000, workers 2");
  }

  private static ReportSection composite() {
    Figure one = Figure.of(PRIMES, "isPrime, number LARGE_COMPOSITE_2");
    return new ReportSection(
        "One number, a composite: 100109100129101027",
        "The second of two parts begins just below the divisor: its worker finds it at once, and stops"
            + " the other. Processes need longer to start than that saves.",
        List.of(
            Row.of("one thread", one).per(one).quoted(9.89, "one thread"),
            Row.of("2 threads, flag in memory", Figure.of(FLAGS, "composite, workers 2"))
                .per(one)
                .struck(0.0028, "4 threads", OLD_FLAG),
            Row.of("2 processes, mapped flag", Figure.of(MMAP, "composite, processes 2"))
                .per(one)
                .quoted(1.62, "4 processes"),
            Row.of("2 processes, flag in Redis", Figure.of(REDIS, "composite, processes 2"))
                .per(one)
                .struck(6.01, "4 processes", LOST_VERDICT)),
        9.89);
  }

  private static ReportSection looks() {
    Figure never = Figure.of(MMAP, BASELINE);
    Function<String, Row> row =
        name ->
            Row.of(
                    name.replace("looks, checkEvery ", "every ").replace("flag ", ""),
                    Figure.of(MMAP, name))
                .per(never);
    return new ReportSection(
        "A look at the flag, for 100,000 divisors",
        "Memory may be looked at as often as one likes, mapped or not; a server may not, and every"
            + " 1,000 divisors is far too often for it.",
        List.of(
            Row.of("never", never).per(never),
            row.apply("looks, checkEvery 100000, flag memory"),
            row.apply("looks, checkEvery 100000, flag mapped"),
            row.apply("looks, checkEvery 100000, flag redis"),
            row.apply("looks, checkEvery 1000, flag memory"),
            row.apply("looks, checkEvery 1000, flag mapped"),
            row.apply("looks, checkEvery 1000, flag redis"),
            row.apply("looks, checkEvery 1, flag memory"),
            row.apply("looks, checkEvery 1, flag mapped"),
            row.apply("looks, checkEvery 1, flag redis")),
        0);
  }

  private static ReportSection memory() {
    List<Row> rows = new ArrayList<>();
    for (String way :
        new String[] {"unlockedNumber", "lockedNumber", "atomicNumber", "longAdder"}) {
      for (int threads : new int[] {1, 2}) {
        rows.add(
            Row.of(
                name(way) + ", " + count(threads, " thread", "s"),
                Figure.of(COUNTER, way + ", threads " + threads)));
      }
    }
    return new ReportSection(
        "A counter in memory: one increment",
        "A lock costs little in one thread, and much where threads meet; without it, updates are"
            + " lost.",
        rows,
        0);
  }

  private static ReportSection file() {
    List<Row> rows = new ArrayList<>();
    rows.add(Row.of("no lock, 1 thread", Figure.of(COUNTER, BASELINE)));
    for (int threads : new int[] {1, 2, 4}) {
      rows.add(
          Row.of(
              "a lock, " + count(threads, " thread", "s"),
              Figure.of(COUNTER, "lockedFile, threads " + threads)));
    }
    for (int processes : new int[] {1, 2, 4}) {
      rows.add(
          Row.of(
              "a file lock, " + count(processes, " process", "es"),
              Figure.of(COUNTER, "sharedFile, processes " + processes)));
    }
    return new ReportSection(
        "A counter in a file: one increment",
        "The file is what costs: more than ten thousand times as much as an increment in memory, for"
            + " threads and for processes.",
        rows,
        0);
  }

  private static String name(String way) {
    return switch (way) {
      case "unlockedNumber" -> "no lock";
      case "lockedNumber" -> "a lock";
      case "atomicNumber" -> "an atomic";
      default -> "an adder";
    };
  }

  private static String count(int n, String what, String plural) {
    return n + what + (n == 1 ? "" : plural);
  }

  /** Times, and not fractions: the queues in memory are of another run. */
  private static ReportSection durable() {
    List<Row> rows = new ArrayList<>();
    rows.add(Row.of("one thread", Figure.of(DURABLE, BASELINE)));
    for (int chunk : new int[] {1000, 10_000}) {
      rows.add(
          Row.of(
              String.format(Locale.ROOT, "queue in memory, 2 threads, %,d numbers", chunk),
              Figure.of(QUEUES, "notebookRangeTwoWorkers, chunk " + chunk)));
    }
    for (int chunk : new int[] {1000, 10_000, 100_000}) {
      for (String fsync : FSYNC) {
        rows.add(
            Row.of(
                String.format(Locale.ROOT, "2 threads, %,d numbers, %s", chunk, file(fsync)),
                Figure.of(DURABLE, "twoWorkers, chunk " + chunk + ", fsync " + fsync)));
      }
    }
    for (String fsync : FSYNC) {
      rows.add(
          Row.of(
              "2 processes, 10,000 numbers, " + file(fsync),
              Figure.of(DURABLE, "twoProcesses, fsync " + fsync)));
    }
    return new ReportSection(
        "A queue that outlives its workers: the notebook's range",
        "An entry costs some commands, which large chunks pay back; to wait for the disk at each of them"
            + " is what costs most.",
        rows,
        0);
  }

  private static String file(String fsync) {
    return fsync.equals("none") ? "no file" : fsync;
  }

  private static ReportSection costs() {
    return new ReportSection(
        "What each thing costs",
        "From a look at memory, which can hardly be measured, to the start of a process, which"
            + " anybody notices.",
        List.of(
            look("memory"),
            look("mapped"),
            Row.of(
                "a message between threads",
                Figure.each(QUEUES, "twoWorkers, chunk 1", "twoWorkers, chunk 10000", 99_990)),
            Row.of(
                "a message between processes",
                Figure.each(QUEUES, "twoProcesses, chunk 1", "twoProcesses, chunk 10000", 99_990)),
            look("redis"),
            Row.of("a durable entry", Figure.of(DURABLE, "oneEntry, fsync none")),
            Row.of("the same, on disk", Figure.of(DURABLE, "oneEntry, fsync always")),
            Row.of("a virtual thread", Figure.of(RANGES, "startVirtualThread")),
            Row.of("a task in a pool", Figure.of(RANGES, "startTaskInPool")),
            Row.of("a thread", Figure.of(RANGES, "startThread")),
            Row.of("a JVM", Figure.of(RANGES, "startJvm, options short-lived"))),
        0);
  }

  private static Row look(String flag) {
    return Row.of(
        "a look at the flag, " + flag,
        Figure.each(MMAP, "looks, checkEvery 1, flag " + flag, BASELINE, 100_000));
  }
}
