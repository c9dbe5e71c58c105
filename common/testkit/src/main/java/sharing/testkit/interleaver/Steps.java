package sharing.testkit.interleaver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sharing.testkit.Replay;
import sharing.testkit.Replay.Kind;
import sharing.testkit.Replay.Step;
import sharing.testkit.interleaver.CodePosition.Trait;
import sharing.testkit.interleaver.HappensBefore.Race;
import sharing.testkit.interleaver.Trace.Event;
import sharing.testkit.interleaver.Trace.Mark;

/**
 * Makes a {@link Replay} from the trace of a schedule: from the actions that conflict with another
 * actor's.
 */
final class Steps {
  private static final Pattern OF_FILES =
      Pattern.compile("java\\.(nio\\.channels|io)\\..*|java\\.nio\\.file\\.Files");

  /** Arguments that say nothing about the shared object. */
  private static final Pattern OPTIONS = Pattern.compile("(\\w*Option|FileAttribute)\\[\\d+\\]");

  private static final String CALLER = "The caller";
  private static final int MAX_ACTORS = 3;

  /** How many steps of one turn are sent to another JVM. */
  private static final int MAX_SENT = 100;

  /** How many actions are compared, each with each. */
  private static final int MAX_EVENTS = 1_000;

  private final List<Step> steps = new ArrayList<>();

  /**
   * The names that distinguish objects.
   *
   * @param called the objects whose methods are called
   * @param monitors the names of the locked objects, by their names in this schedule: the names in
   *     the source, if these are unique
   */
  private record Names(Set<String> called, Map<String, String> monitors) {
    static final Names NONE = new Names(Set.of(), Map.of());

    static Names of(Set<Event> shown) {
      Map<String, String> monitors = new HashMap<>();
      for (Event event : shown) {
        if (event.position().operation() == Operation.ENTER) {
          monitors.putIfAbsent(event.targetName(), SourceLines.monitor(event.position()));
        }
      }
      // One field may have held different objects.
      if (monitors.containsValue("") || Set.copyOf(monitors.values()).size() < monitors.size()) {
        monitors.replaceAll((name, expression) -> name);
      }
      return new Names(
          shown.stream()
              .filter(event -> event.position().operation() == Operation.CALL)
              .filter(event -> event.target() != null)
              .map(Event::targetName)
              .collect(Collectors.toSet()),
          monitors);
    }

    /** The name of the locked object, if there are several. */
    String monitor(Event event) {
      return isOfMonitor(event) && monitors.size() > 1
          ? " (" + monitors.getOrDefault(event.targetName(), event.targetName()) + ")"
          : "";
    }
  }

  private Steps() {}

  /** The replay of a schedule; none if no two actors share something, or there are too many. */
  static Replay of(Schedule schedule) {
    Steps steps = new Steps();
    if (schedule instanceof ProcessSchedule processes) {
      processes.steps().forEach(steps::add);
    } else {
      steps.addAll(schedule);
    }
    return steps.replay(schedule.first());
  }

  /** The same for two accesses that nothing orders. */
  static Replay of(Race race) {
    Steps steps = new Steps();
    steps.add(step(race.first(), Names.NONE));
    steps.add(step(race.second(), Names.NONE));
    return steps.replay("");
  }

  /** The file actions of a worker in its own JVM. */
  static List<Step> ofFiles(String actor, List<Event> events) {
    return events.stream()
        .filter(event -> event.actor().equals(actor))
        .filter(event -> event.position().operation() == Operation.CALL)
        .filter(event -> !event.position().is(Trait.IN_TESTS))
        .filter(event -> OF_FILES.matcher(event.position().owner()).matches())
        .map(event -> step(event, Names.NONE))
        .limit(MAX_SENT)
        .toList();
  }

  private void addAll(Schedule schedule) {
    Set<Event> ofActors = Collections.newSetFromMap(new IdentityHashMap<>());
    ofActors.addAll(schedule.events(true));
    ofActors.addAll(schedule.events(false));
    if (!schedule.first().equals(CALLER)
        && ofActors.stream().map(Event::actor).distinct().count() > 2) {
      ofActors.removeIf(event -> event.actor().equals(CALLER));
    }
    addAll(
        schedule,
        shown(schedule.events().stream().filter(ofActors::contains).limit(MAX_EVENTS).toList()));
  }

  private void addAll(Schedule schedule, Set<Event> shown) {
    List<Event> events = schedule.events();
    List<Mark> marks = schedule.observation().marks();
    Names names = Names.of(shown);
    int next = 0;
    for (int i = 0; i <= events.size(); i++) {
      for (; next < marks.size() && marks.get(next).after() <= i; next++) {
        add(marks.get(next).step());
      }
      if (i < events.size() && shown.contains(events.get(i))) {
        add(step(events.get(i), names));
      }
    }
  }

  /** A waiting actor keeps waiting until its next action. */
  private void add(Step step) {
    boolean isSaid =
        !step.isAction()
            && steps.stream()
                .filter(before -> before.actor().equals(step.actor()))
                .reduce((one, other) -> other)
                .filter(before -> !before.isAction() && before.kind() != Kind.PAUSED)
                .isPresent();
    if (!isSaid) {
      steps.add(step);
    }
  }

  private Replay replay(String first) {
    List<String> actors = steps.stream().map(Step::actor).distinct().sorted().toList();
    int breaks = breaks(first);
    boolean isPaused = steps.stream().anyMatch(step -> step.kind() == Kind.PAUSED);
    boolean isKilled = steps.stream().anyMatch(step -> step.kind() == Kind.KILLED);
    boolean isWorthIt =
        actors.size() > 1
            && actors.size() <= MAX_ACTORS
            && steps.stream().anyMatch(Step::isAction)
            && (breaks >= 0 || !isPaused || isKilled); // It is seen what came of a pause.
    return isWorthIt ? new Replay(actors, steps, breaks) : Replay.NONE;
  }

  /** The first write of the first actor after its pause, or its first action if there is none. */
  private int breaks(String first) {
    boolean wasPaused = false;
    int does = -1;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.actor().equals(first)) {
        wasPaused |= step.kind() == Kind.PAUSED;
        if (wasPaused && step.isAction()) {
          does = does < 0 ? i : does;
          if (step.did().startsWith("writes")) {
            return i;
          }
        }
      }
    }
    return does;
  }

  /** The workers' shared actions so far, and the waiting workers. */
  static Replay soFar(SteppedSchedule schedule) {
    Steps steps = new Steps();
    List<Event> shared =
        schedule.events().stream()
            .filter(event -> schedule.workers().contains(event.actor()))
            .filter(schedule::isShared)
            .toList();
    steps.addAll(schedule, Set.copyOf(shared));
    return new Replay(schedule.workers(), steps.steps, -1);
  }

  /** The actions that conflict with one of another actor. */
  static Set<Event> shown(List<Event> all) {
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
    addMonitors(all, shown);
    return shown;
  }

  /**
   * Adds the monitors that only one thread enters, if there are several: one may be the wrong
   * monitor.
   */
  private static void addMonitors(List<Event> all, Set<Event> shown) {
    Set<String> classes =
        shown.stream()
            .map(Event::position)
            .filter(at -> at.operation() == Operation.ENTER)
            .map(CodePosition::type)
            .collect(Collectors.toSet());
    List<Event> entered =
        all.stream()
            .filter(event -> isOfMonitor(event) && classes.contains(event.position().type()))
            .toList();
    if (entered.stream().map(Event::targetName).distinct().count() > 1) {
      shown.addAll(entered);
    }
  }

  private static boolean isOfMonitor(Event event) {
    Operation operation = event.position().operation();
    return operation == Operation.ENTER || operation == Operation.EXIT;
  }

  /**
   * Whether two actions affect the same thing: in doubt, all file actions do, and no other calls.
   */
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
      case READ_ELEMENT, WRITE_ELEMENT -> array(event) + "[" + event.details().get(0) + "]";
      default -> event.position().member();
    };
  }

  /** Its name in the source line, or otherwise its type. */
  private static String array(Event event) {
    String name = SourceLines.array(event.position());
    return name.isEmpty() ? event.targetName().replaceAll("\\[.*", "") : name;
  }

  private static Step step(Event event, Names names) {
    CodePosition at = event.position();
    String value = isRead(event) ? event.value() : isVariable(event) ? written(event) : null;
    return new Step(
        event.actor(),
        Kind.ACTION,
        at.place(),
        callee(event, names) + did(event) + names.monitor(event),
        shorter(event, names),
        isVariable(event) ? variable(event) : "",
        value == null ? "" : value);
  }

  /** The called class, or the called object if there are several. */
  private static String callee(Event event, Names names) {
    String owner = event.position().owner();
    if (event.position().operation() != Operation.CALL) {
      return "";
    }
    if (event.target() == null) {
      return owner.substring(owner.lastIndexOf('.') + 1) + ".";
    }
    return names.called.size() > 1 ? event.targetName() + "." : "";
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

  private static String shorter(Event event, Names names) {
    if (event.position().operation() == Operation.ENTER) {
      return "synchronized" + names.monitor(event) + " {";
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
}
