package sharing.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sharing.testkit.Columns;
import sharing.testkit.Replay;
import sharing.testkit.SourceFiles;
import sharing.testkit.interleaver.Play.Board;
import sharing.testkit.interleaver.Play.Orders;
import sharing.testkit.interleaver.Play.Worker;

/** The screen for a person who moves the workers of a scenario. It fits into 80 by 24. */
final class PlayScreen {
  /** How many of the last steps are shown. */
  private static final int STEPS = 6;

  /** How many lines are shown above and below a worker's next line. */
  private static final int AROUND = 1;

  private PlayScreen() {}

  /**
   * The whole screen.
   *
   * @param moves how many there were
   * @param orders what is known of all orders, if somebody has asked
   */
  static String of(Lesson lesson, String scenario, Board board, int moves, Optional<Orders> orders)
      throws IOException {
    StringBuilder text = new StringBuilder("\n");
    text.append("%s after %d %s%n%n".formatted(scenario, moves, moves == 1 ? "move" : "moves"));
    text.append(code(lesson, board));
    text.append(done(board.done()));
    text.append(board.isOver() ? end(board, orders) : workers(board));
    return text.toString();
  }

  /** The workers' next lines, and those around them. */
  private static String code(Lesson lesson, Board board) throws IOException {
    Map<Path, TreeSet<Integer>> shown = new TreeMap<>();
    for (Worker worker : board.workers()) {
      Optional<Path> file = Optional.ofNullable(worker.at()).flatMap(lesson::source);
      if (file.isPresent()) {
        IntStream.rangeClosed(worker.at().line() - AROUND, worker.at().line() + AROUND)
            .forEach(shown.computeIfAbsent(file.get(), path -> new TreeSet<>())::add);
      }
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Path, TreeSet<Integer>> each : shown.entrySet()) {
      List<String> lines = SourceFiles.lines(each.getKey());
      text.append("  ").append(each.getKey().getFileName()).append('\n');
      for (int line : each.getValue()) {
        if (line >= 1 && line <= lines.size()) {
          String row =
              "  %-6s%4d  %s"
                  .formatted(standing(board, each.getKey(), line), line, lines.get(line - 1));
          text.append(cut(row)).append('\n');
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** The numbers of the workers whose next line this is. */
  private static String standing(Board board, Path file, int line) {
    return IntStream.range(0, board.workers().size())
        .filter(i -> isAt(board.workers().get(i), file, line))
        .mapToObj(i -> Integer.toString(i + 1))
        .collect(Collectors.joining(" "));
  }

  private static boolean isAt(Worker worker, Path file, int line) {
    return worker.at() != null && worker.at().line() == line && file.endsWith(worker.at().file());
  }

  private static String done(Replay done) {
    int left = Math.max(0, done.steps().size() - STEPS);
    Replay last = new Replay(done.actors(), done.steps().subList(left, done.steps().size()), -1);
    if (last.isEmpty()) {
      return "";
    }
    List<String> lines = new ArrayList<>(Columns.of(last).lines().toList());
    if (left > 0) {
      lines.add(1, "... %d before".formatted(left));
    }
    return lines.stream().map(line -> "  " + line + "\n").collect(Collectors.joining()) + "\n";
  }

  private static String workers(Board board) {
    return board.workers().stream()
        .map(worker -> "  " + worker(worker) + "\n")
        .collect(Collectors.joining());
  }

  /** The state of a worker, in a sentence. */
  static String worker(Worker worker) {
    return Columns.header(worker.name()) + does(worker);
  }

  private static String does(Worker worker) {
    return switch (worker.state()) {
      case STANDS ->
          " is at %s:%d. Next, %s."
              .formatted(worker.at().file(), worker.at().line(), worker.next());
      case WAITS -> " waits" + worker.next() + ". It continues when it can.";
      case ENDED -> " has ended.";
    };
  }

  private static String end(Board board, Optional<Orders> orders) {
    List<String> lines = new ArrayList<>();
    if (board.isBroken()) {
      lines.add("  This order breaks your code.");
      if (!board.checked().isEmpty()) {
        lines.addAll(Paragraph.lines("Checked: " + board.checked(), "  "));
      }
      told("Expected: " + board.expected(), lines);
      told("Seen: " + board.seen(), lines);
    } else {
      lines.add("  All workers have ended, and the result is right.");
    }
    orders.ifPresent(all -> lines.addAll(Paragraph.lines(count(all), "  ")));
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static void told(String text, List<String> lines) {
    text.lines().forEach(line -> lines.addAll(Paragraph.lines(line, "    ")));
  }

  /** How many orders there are, in a sentence or two. */
  static String count(Orders orders) {
    String all =
        orders.areAll()
            ? "There are %d orders".formatted(orders.tried())
            : "%d of the orders were run".formatted(orders.tried());
    return all + "; " + broken(orders.broken()) + ".";
  }

  private static String broken(int broken) {
    return broken == 0
        ? "none breaks your code"
        : broken == 1 ? "1 breaks your code" : broken + " break your code";
  }

  private static String cut(String row) {
    return row.length() <= Paragraph.WIDTH ? row : row.substring(0, Paragraph.WIDTH - 3) + "...";
  }
}
