package sharing.testkit.interleaver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sharing.testkit.interleaver.CodePosition.Trait;
import sharing.testkit.interleaver.HappensBefore.Race;
import sharing.testkit.interleaver.Trace.Event;
import sharing.testkit.interleaver.Trace.Mark;

/**
 * One schedule as a student reads it: a column for each of those that share something, and one for
 * what they share. Time goes down. A row is an action that conflicts with one of another's; it has
 * the number of its source line, and the values that were read or written.
 */
final class Columns {
  /** The width of the whole, in characters. */
  static final int WIDTH = 74;

  private static final Pattern OF_FILES =
      Pattern.compile("java\\.(nio\\.channels|io)\\..*|java\\.nio\\.file\\.Files");

  /** Arguments that say nothing of what is shared. */
  private static final Pattern OPTIONS = Pattern.compile("(\\w*Option|FileAttribute)\\[\\d+\\]");

  private static final String CALLER = "The caller";
  private static final int MAX_ROWS = 14;
  private static final int MAX_COLUMNS = 3;
  private static final int SHARED = 18;
  private static final int NUMBER = 5;
  private static final String BREAKS = "<--";

  /** How many rows of one turn another JVM is told. */
  private static final int MAX_SENT = 100;

  /** How many actions are looked at: each with each. */
  private static final int MAX_EVENTS = 1_000;

  private final List<String> names = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final Set<String> shared;
  private final Set<String> called;

  /** Where the first one goes on with what is no longer so, or null. */
  private final Row breaks;

  /**
   * @param line the source line; 0 for a row that has none
   * @param did what was done, in the column of the actor
   * @param shorter the same in fewer words: without what is called, or without a value
   * @param value what was shared after it; empty if that is not known
   * @param isKey whether the row is never folded
   */
  record Row(String actor, int line, String did, String shorter, String value, boolean isKey) {
    /** What is said of one that does nothing. */
    static Row of(Mark mark) {
      return new Row(mark.actor(), mark.line(), mark.text(), mark.text(), "", true);
    }

    private boolean isMark() {
      return Mark.ALL.contains(did);
    }
  }

  /** For rows that another JVM has made. */
  private Columns(List<Row> rows, String first) {
    rows.forEach(this::add);
    shared = Set.of();
    called = Set.of();
    breaks = breaking(first);
    rows.stream().map(Row::actor).distinct().sorted().forEach(names::add);
  }

  private Columns(List<Event> events, Set<Event> ofActors, List<Mark> marks, String first) {
    Set<Event> shown = shown(events.stream().filter(ofActors::contains).limit(MAX_EVENTS).toList());
    shared =
        shown.stream()
            .filter(Columns::isVariable)
            .map(Columns::variable)
            .collect(Collectors.toSet());
    called =
        shown.stream()
            .filter(event -> event.position().operation() == Operation.CALL)
            .filter(event -> event.target() != null)
            .map(Event::targetName)
            .collect(Collectors.toSet());
    Set<String> resume = new HashSet<>();
    int next = 0;
    for (int i = 0; i <= events.size(); i++) {
      for (; next < marks.size() && marks.get(next).after() <= i; next++) {
        Mark mark = marks.get(next);
        add(Row.of(mark));
        resume.add(mark.actor());
      }
      if (i < events.size() && shown.contains(events.get(i))) {
        Event event = events.get(i);
        boolean isKey = resume.remove(event.actor());
        rows.add(
            new Row(
                event.actor(),
                event.position().line(),
                callee(event) + did(event),
                shorter(event),
                value(event),
                isKey));
      }
    }
    breaks = breaking(first);
    rows.stream().map(Row::actor).distinct().sorted().forEach(names::add);
  }

  /** One that waits still waits until it does something. */
  private void add(Row row) {
    boolean isSaid =
        row.isMark()
            && rows.stream()
                .filter(before -> before.actor.equals(row.actor))
                .reduce((one, other) -> other)
                .filter(before -> before.isMark() && !before.did.equals(Mark.PAUSED))
                .isPresent();
    if (!isSaid) {
      rows.add(row);
    }
  }

  /** The first thing that it writes after its pause; or that it does, if it writes nothing. */
  private Row breaking(String first) {
    List<Row> after =
        rows.stream()
            .dropWhile(row -> !row.isMark() || !row.actor.equals(first))
            .filter(row -> row.actor.equals(first) && !row.isMark())
            .toList();
    return after.stream()
        .filter(row -> row.did.startsWith("writes"))
        .findFirst()
        .orElse(after.isEmpty() ? null : after.get(0));
  }

  /** The lines; empty if there is nothing that two of them share, or if too many take part. */
  static String of(Schedule schedule) {
    if (schedule instanceof ProcessSchedule processes) {
      return new Columns(processes.rows(), schedule.first()).textOrNothing();
    }
    Set<Event> ofActors = Collections.newSetFromMap(new IdentityHashMap<>());
    ofActors.addAll(schedule.events(true));
    ofActors.addAll(schedule.events(false));
    if (!schedule.first().equals(CALLER)
        && ofActors.stream().map(Event::actor).distinct().count() > 2) {
      ofActors.removeIf(event -> event.actor().equals(CALLER));
    }
    Columns columns =
        new Columns(schedule.events(), ofActors, schedule.observation().marks(), schedule.first());
    return columns.textOrNothing();
  }

  /** The rows of what a worker did to files, in its own JVM. */
  static List<Row> ofFiles(String actor, List<Event> events) {
    return events.stream()
        .filter(event -> event.actor().equals(actor))
        .filter(event -> event.position().operation() == Operation.CALL)
        .filter(event -> !event.position().is(Trait.IN_TESTS))
        .filter(event -> OF_FILES.matcher(event.position().owner()).matches())
        .map(
            event ->
                new Row(event.actor(), event.position().line(), did(event), did(event), "", false))
        .limit(MAX_SENT)
        .toList();
  }

  private String textOrNothing() {
    boolean isWorthIt =
        names.size() > 1
            && names.size() <= MAX_COLUMNS
            && rows.stream().anyMatch(row -> !row.isMark())
            && tellsAll();
    return isWorthIt ? text() : "";
  }

  /** Whether it is seen what came of a pause, or that there was none. */
  private boolean tellsAll() {
    return breaks != null
        || rows.stream().noneMatch(row -> row.did.equals(Mark.PAUSED))
        || rows.stream().anyMatch(row -> row.did.equals(Mark.KILLED));
  }

  /** The same for two accesses that nothing orders. */
  static String of(Race race) {
    List<Event> both = List.of(race.first(), race.second());
    Columns columns = new Columns(both, Set.copyOf(both), List.of(), "");
    return columns.names.size() == 2 ? columns.text() : "";
  }

  private static Set<Event> shown(List<Event> all) {
    Set<Event> shown = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Event one : all) {
      boolean isShared =
          !one.position().is(Trait.IN_TESTS)
              && !one.position().is(Trait.FINAL)
              && !(one.target() instanceof Thread)
              && all.stream()
                  .anyMatch(
                      other ->
                          !other.actor().equals(one.actor())
                              && isSame(one, other)
                              && Conflicts.of(one, other));
      if (isShared) {
        shown.add(one);
      }
    }
    return shown;
  }

  /** Whether two are done to one thing: who cannot tell takes files for one, and no other calls. */
  private static boolean isSame(Event one, Event other) {
    return one.target() != null && one.target() == other.target()
        || OF_FILES.matcher(one.position().owner()).matches()
            && OF_FILES.matcher(other.position().owner()).matches()
        || one.target() == null && isVariable(one);
  }

  private static boolean isVariable(Event event) {
    return switch (event.position().operation()) {
      case READ, WRITE, READ_ELEMENT, WRITE_ELEMENT -> true;
      default -> false;
    };
  }

  /** The name of a field or an element. */
  static String variable(Event event) {
    return switch (event.position().operation()) {
      case READ_ELEMENT, WRITE_ELEMENT ->
          event.targetName().replaceAll("\\[.*", "") + "[" + event.details().get(0) + "]";
      default -> event.position().member();
    };
  }

  /** What is called, if that is a class, or if there are several. */
  private String callee(Event event) {
    String owner = event.position().owner();
    if (event.position().operation() != Operation.CALL) {
      return "";
    }
    if (event.target() == null) {
      return owner.substring(owner.lastIndexOf('.') + 1) + ".";
    }
    return called.size() > 1 ? event.targetName() + "." : "";
  }

  private static String did(Event event) {
    CodePosition at = event.position();
    return switch (at.operation()) {
      case READ, READ_ELEMENT -> withoutValue(event) + valueOf(event.value());
      case WRITE, WRITE_ELEMENT -> withoutValue(event) + valueOf(written(event));
      case ENTER -> "enters synchronized";
      case EXIT -> "leaves synchronized";
      case CALL ->
          at.member()
              + event.details().stream()
                  .filter(detail -> !OPTIONS.matcher(detail).matches())
                  .collect(Collectors.joining(", ", "(", ")"))
              + (at.is(Trait.VOID) ? "" : valueOf(event.value()));
      case NEW -> "makes a new " + at.owner().substring(at.owner().lastIndexOf('.') + 1);
      case INSIDE -> at.owner() + ": " + at.member();
    };
  }

  private static String shorter(Event event) {
    if (event.position().operation() == Operation.ENTER) {
      return "synchronized {";
    }
    return isVariable(event) ? withoutValue(event) : did(event);
  }

  private static String withoutValue(Event event) {
    return (isRead(event) ? "reads " : "writes ") + variable(event);
  }

  private static boolean isRead(Event event) {
    Operation operation = event.position().operation();
    return operation == Operation.READ || operation == Operation.READ_ELEMENT;
  }

  private static String written(Event event) {
    return event.details().isEmpty() ? null : event.details().get(event.details().size() - 1);
  }

  private static String valueOf(String value) {
    return value == null ? "" : ": " + value;
  }

  private String value(Event event) {
    if (!isVariable(event)) {
      return "";
    }
    String value = isRead(event) ? event.value() : written(event);
    if (value == null) {
      return "";
    }
    return shared.size() == 1 ? value : variable(event) + ": " + value;
  }

  private String text() {
    boolean hasShared = names.size() == 2 && !shared.isEmpty();
    int width = (WIDTH - BREAKS.length() - (hasShared ? SHARED : 0)) / names.size();
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(cell(header(name), width));
    }
    text.append(!hasShared ? "" : shared.size() == 1 ? shared.iterator().next() : "shared");
    int folded = 0;
    Set<Row> kept = kept();
    for (Row row : rows) {
      if (!kept.contains(row)) {
        folded++;
        continue;
      }
      fold(text, folded);
      folded = 0;
      line(text, row, width, hasShared);
    }
    fold(text, folded);
    return text.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }

  private void line(StringBuilder text, Row row, int width, boolean hasShared) {
    text.append('\n');
    for (String name : names) {
      boolean isOfThis = name.equals(row.actor);
      String number = isOfThis && row.line > 0 ? Integer.toString(row.line) : "";
      String cell =
          isOfThis ? cell(number, NUMBER) + cut(row.did, row.shorter, width - NUMBER - 1) : "";
      text.append(cell(cell, width));
    }
    text.append(hasShared ? cell(cut(row.value, SHARED - 1), SHARED) : "");
    text.append(row == breaks ? BREAKS : "");
  }

  private static void fold(StringBuilder text, int folded) {
    if (folded > 0) {
      text.append("\n      ... ").append(folded).append(folded == 1 ? " more row" : " more rows");
    }
  }

  /** Those that are shown: what is said of pauses, and what is near to that. */
  private Set<Row> kept() {
    Set<Row> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Integer> keys =
        Stream.iterate(0, i -> i < rows.size(), i -> i + 1).filter(i -> rows.get(i).isKey).toList();
    Stream.iterate(0, i -> i < rows.size(), i -> i + 1)
        .sorted((one, other) -> Integer.compare(distance(one, keys), distance(other, keys)))
        .limit(MAX_ROWS)
        .forEach(i -> kept.add(rows.get(i)));
    return kept;
  }

  private static int distance(int row, List<Integer> keys) {
    return keys.stream().mapToInt(key -> Math.abs(key - row)).min().orElse(row);
  }

  private static String header(String name) {
    String own = name.replace(" of the call", "").replace("The caller", "caller");
    return own.substring(0, 1).toLowerCase(Locale.ROOT) + own.substring(1);
  }

  private static String cell(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String cut(String whole, String shorter, int width) {
    return whole.length() <= width ? whole : cut(shorter, width);
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 3) + "...";
  }
}
