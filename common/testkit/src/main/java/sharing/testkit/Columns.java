package sharing.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sharing.testkit.Replay.Step;

/**
 * A replay as text: a column for each actor, and one for what they share. Time goes down. A row has
 * the number of its source line, and the values that were read or written.
 */
public final class Columns {
  /** How wide the text is at most, in characters. */
  public static final int WIDTH = 74;

  private static final int MAX_ROWS = 14;
  private static final int SHARED = 18;
  private static final int NUMBER = 5;

  /** Marks the step at which an actor acts on an outdated value. */
  public static final String BREAKS = "<--";

  private static final Pattern OF_OBJECT = Pattern.compile("#\\d{1,3}$");

  private final Replay replay;
  private final List<String> variables;

  private Columns(Replay replay) {
    this.replay = replay;
    this.variables =
        replay.steps().stream().map(Step::variable).filter(v -> !v.isEmpty()).distinct().toList();
  }

  /** The lines of a replay, without a line break at the end; empty if there is nothing to show. */
  public static String of(Replay replay) {
    return replay.isEmpty() ? "" : new Columns(replay).text();
  }

  /** The name of an actor as the heading of its column. */
  public static String header(String actor) {
    String own = actor.replace(" of the call", "").replace("The caller", "caller");
    return own.substring(0, 1).toLowerCase(Locale.ROOT) + own.substring(1);
  }

  private String text() {
    int count = replay.actors().size();
    boolean hasShared = count == 2 && !variables.isEmpty();
    int width = (WIDTH - BREAKS.length() - (hasShared ? SHARED : 0)) / count;
    StringBuilder text = new StringBuilder();
    for (String actor : replay.actors()) {
      text.append(cell(header(actor), width));
    }
    text.append(!hasShared ? "" : variables.size() == 1 ? variables.get(0) : "shared");
    int folded = 0;
    Set<Integer> kept = kept();
    for (int i = 0; i < replay.steps().size(); i++) {
      if (kept.contains(i)) {
        fold(text, folded);
        folded = 0;
        row(text, i, width, hasShared);
      } else {
        folded++;
      }
    }
    fold(text, folded);
    return text.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }

  private void row(StringBuilder text, int index, int width, boolean hasShared) {
    Step step = replay.steps().get(index);
    text.append('\n');
    for (String actor : replay.actors()) {
      String cell = "";
      if (actor.equals(step.actor())) {
        int room = width - NUMBER - 1;
        String did = step.did().length() <= room ? step.did() : cut(step.shorter(), room);
        cell = cell(step.at() == null ? "" : Integer.toString(step.at().line()), NUMBER) + did;
      }
      text.append(cell(cell, width));
    }
    text.append(hasShared ? cell(cut(value(step), SHARED - 1), SHARED) : "");
    text.append(index == replay.breaks() ? BREAKS : "");
  }

  private String value(Step step) {
    boolean isOnly = variables.size() == 1 || step.value().isEmpty();
    return isOnly ? step.value() : step.variable() + ": " + step.value();
  }

  private static void fold(StringBuilder text, int folded) {
    if (folded > 0) {
      text.append("\n      ... ").append(folded).append(folded == 1 ? " more row" : " more rows");
    }
  }

  /** The rows that are shown: pauses, the actions after them, and the rows near them. */
  private Set<Integer> kept() {
    TreeSet<Integer> keys = new TreeSet<>();
    Set<String> stood = new HashSet<>();
    List<Step> steps = replay.steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (!step.isAction() || stood.remove(step.actor())) {
        keys.add(i);
      }
      if (!step.isAction()) {
        stood.add(step.actor());
      }
    }
    List<Integer> rows = new ArrayList<>(IntStream.range(0, steps.size()).boxed().toList());
    rows.sort((one, other) -> Integer.compare(distance(one, keys), distance(other, keys)));
    return Set.copyOf(rows.subList(0, Math.min(MAX_ROWS, rows.size())));
  }

  private static int distance(int row, Set<Integer> keys) {
    return keys.stream().mapToInt(key -> Math.abs(key - row)).min().orElse(row);
  }

  private static String cell(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** The number at the end stays, as in {@code SharedFlag#2}: it distinguishes two objects. */
  private static String cut(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    Matcher number = OF_OBJECT.matcher(text);
    String end = number.find() ? number.group() : "";
    return text.substring(0, width - 3 - end.length()) + "..." + end;
  }
}
