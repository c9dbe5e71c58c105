package sharing.testkit.interleaver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sharing.testkit.CheckFailedError;
import sharing.testkit.interleaver.CodePosition.Trait;
import sharing.testkit.interleaver.Conflicts.Footprint;
import sharing.testkit.interleaver.HappensBefore.Race;
import sharing.testkit.interleaver.Interleaver.Call;
import sharing.testkit.interleaver.Interleaver.Checked;
import sharing.testkit.interleaver.Interleaver.Processes;
import sharing.testkit.interleaver.Trace.Event;
import sharing.testkit.threads.WatchedCall;

/**
 * Decides which schedules of a scenario are tried, and tries them. For each participant in turn:
 * one for each breakpoint that it has reached, and one without a breakpoint until that one sees
 * nothing new; then those in which the other one is paused, too. A breakpoint before an action that
 * conflicts with nothing that the others do is left out. Ends at the first schedule that fails, or
 * when its budget of schedules is used up.
 *
 * <p>For one use, by one thread; the code of the scenario may run in any.
 */
final class Exploration {
  /** A call starts and ends its threads in each schedule, which takes most of its time. */
  private static final int MAX_PAIRS_OF_CALL = 100;

  private final ScheduleFactory factory;
  private final int maxSchedules;
  private final int maxPairs;

  /** Loaded again for each schedule if the code has static fields that change. */
  private Class<? extends Checked> scenario;

  private InstrumentingClassLoader loader;
  private int participants;
  private int schedules;
  private int pairs;
  private int cutOff;
  private volatile Schedule now;

  /** What was done in the last schedule from which this has learned. */
  private Done done;

  private ScheduleName name;

  /** The places that the participant has reached. */
  private final Set<Breakpoint> known = new LinkedHashSet<>();

  /** Those of them that have not been tried. */
  private final Queue<Breakpoint> untried = new ArrayDeque<>();

  /** Those of them that conflict with nothing, as far as was seen. */
  private final Set<Breakpoint> left = new LinkedHashSet<>();

  /** The pauses of loops that have not ended even in a patient schedule. */
  private final Set<CodePosition> endless = new HashSet<>();

  /** Places inside collections that have not been tried, and those that are known. */
  private final Queue<Breakpoint> inside = new ArrayDeque<>();

  private final Set<Breakpoint> knownInside = new HashSet<>();

  /** The participant's last action there. */
  private final Map<Breakpoint, Event> events = new HashMap<>();

  /** The things that each participant has accessed, by the participant's name. */
  private final Map<String, Footprint> footprints = new HashMap<>();

  /** The schedules with two pauses that may show something. */
  private final Set<Pair> both = new LinkedHashSet<>();

  /** All actions of one schedule, and those of some of its participants. */
  private record Done(
      List<Event> all, List<Event> byFirst, List<Event> byOthers, List<Event> bySecond) {
    static Done in(Schedule schedule) {
      return new Done(
          schedule.events(),
          schedule.events(true),
          schedule.events(false),
          schedule.eventsOfSecond());
    }
  }

  /** A schedule with two pauses. */
  private record Pair(int participant, Pauses pauses) {}

  /** Whether all participants may do the same. */
  private final boolean areAlike;

  /** The first data race. If a schedule fails because of it, that schedule is reported instead. */
  private Race race;

  private String nameOfRace = "";
  private Breakpoint middle;

  /**
   * @param scenario a class with a constructor as its kind requires
   * @param maxSchedules how many schedules with one pause there may be, and how many with two; 1 or
   *     more
   * @param packages the packages of the student's code
   * @param factory makes the schedules
   */
  Exploration(
      Class<? extends Checked> scenario,
      int maxSchedules,
      List<String> packages,
      ScheduleFactory factory)
      throws ReflectiveOperationException {
    boolean copies = !Processes.class.isAssignableFrom(scenario);
    this.loader =
        new InstrumentingClassLoader(new CurrentSchedule(() -> now), scenario, packages, copies);
    this.scenario = loader.scenario();
    this.areAlike = !isCall() && ThreadSchedule.areAlike(scenario);
    this.maxSchedules = maxSchedules;
    this.maxPairs = isCall() ? Math.min(maxSchedules, MAX_PAIRS_OF_CALL) : maxSchedules;
    this.factory = factory;
  }

  /**
   * Tries all schedules. Each of its waits is bounded.
   *
   * @throws CheckFailedError if one fails, or if there is nothing to try
   */
  void run() throws Exception {
    WatchedCall.bounded(
        () -> {
          try {
            Optional<ScheduleName> again = ScheduleName.asked();
            if (again.isEmpty()) {
              tryAll();
            } else if (again.get().scenario().equals(scenario.getName())) {
              runAgain(again.get());
            }
          } finally {
            if (now != null) {
              now.abandon();
            }
            new Explored(scenario.getName(), schedules, pairs, cutOff).write();
          }
          return null;
        });
  }

  private void tryAll() throws Exception {
    if (!areAlike && !isCall()) {
      int first = 1;
      do {
        run(first, Pauses.NONE);
        learn();
        first++;
      } while (first < now.participants());
    }
    int participant = 0;
    do {
      tryAllOf(participant);
      participant++;
    } while (participant < participants);
    tryPairs();
    now = factory.last(middle);
    if (now != null) {
      schedules++;
      name = null; // It is known by its end, and not by a place.
      runOne();
    }
    if (race != null) {
      throw ScheduleReport.race(race, nameOfRace);
    }
  }

  /** Runs one schedule, if its places are still met. */
  private void runAgain(ScheduleName again) throws Exception {
    Pauses named = again.pauses();
    int participant = again.participant();
    run(participant, Pauses.NONE);
    learn();
    Set<Breakpoint> ofFirst = new LinkedHashSet<>(known);
    ofFirst.addAll(inside);
    Breakpoint first = ScheduleName.find(named.first(), ofFirst);
    Breakpoint wait = ScheduleName.find(named.endingWait(), ofFirst);
    run(participant, named.at(first, null, wait));
    Breakpoint second = ScheduleName.find(named.second(), places(now.eventsOfSecond()).keySet());
    if (second != null) {
      run(participant, named.at(first, second, wait));
    }
    if (!named.areMetBy(named.at(first, second, wait))) {
      throw ScheduleReport.notMet(now);
    }
    if (race != null) {
      throw ScheduleReport.race(race, nameOfRace);
    }
  }

  /** The last schedule with one pause at most is one that sees nothing new. */
  private void tryAllOf(int participant) throws Exception {
    known.clear();
    knownInside.clear();
    left.clear();
    events.clear();
    boolean sawAll = false;
    boolean hadChoice = false;
    while (!sawAll) {
      Breakpoint breakpoint = untried.isEmpty() ? inside.poll() : untried.poll();
      int before = known.size();
      run(participant, Pauses.of(breakpoint));
      learn();
      CodePosition tooOftenAt = now.pauses().tooOftenAt();
      hadChoice |= now.waiters().hadChoice();
      if (breakpoint != null) {
        addPairs(participant, breakpoint);
        if (done.byOthers.stream().anyMatch(e -> e.position().is(Trait.BOUNDED_WAIT))) {
          run(participant, Pauses.ofLong(breakpoint));
        }
        if (tooOftenAt != null && !endless.contains(tooOftenAt)) {
          run(participant, Pauses.ofPatient(breakpoint));
          endless.add(now.pauses().tooOftenAt());
        }
      }
      boolean isOver = untried.isEmpty() && inside.isEmpty();
      sawAll = breakpoint == null && known.size() == before && isOver;
    }
    if (participant == 0) {
      middle = known.stream().skip(known.size() / 2).findFirst().orElse(null);
    }
    if (known.isEmpty() && participant == 0 && !isOfStudent()) {
      throw ScheduleReport.nothingSeen(now);
    }
    for (Breakpoint wait : List.copyOf(known)) {
      if (WaitAndNotify.mayEndEarly(wait.position())) {
        run(participant, Pauses.ofWait(wait));
      }
    }
    if (hadChoice) {
      run(participant, Pauses.LAST_WOKEN);
    }
  }

  /** Tries the schedules with two pauses: first those that were met early, and not in a loop. */
  private void tryPairs() throws Exception {
    List<Pair> promising = new ArrayList<>(both);
    promising.sort(Comparator.comparing(pair -> pair.pauses.times()));
    Queue<Pair> pending = new ArrayDeque<>(promising);
    Set<Pair> inside = new HashSet<>();
    while (!pending.isEmpty()) {
      Pair pair = pending.poll();
      if (pairs == maxPairs) {
        cutOff++;
      } else {
        pairs++;
        run(pair.participant, pair.pauses);
        now.observation().unorderedInside(now.first(), false).stream()
            .map(second -> new Pair(pair.participant, Pauses.ofTwo(pair.pauses.first(), second)))
            .filter(inside::add)
            .forEach(pending::add);
      }
    }
  }

  /** Whether the student's code was run. It may share nothing, and then holds in each schedule. */
  private boolean isOfStudent() {
    return loader.hasStudentsCode() || now.observation().isOfStudent();
  }

  private void run(int participant, Pauses pauses) throws Exception {
    schedules++;
    loader = loader.next();
    scenario = loader.scenario();
    name = new ScheduleName(scenario.getName(), participant, pauses);
    now = factory.of(scenario, participant, pauses, this::note);
    runOne();
  }

  private void runOne() throws Exception {
    try {
      now.run(scenario);
      if (race == null) {
        race = now.observation().race().orElse(null);
        nameOfRace = race == null || name == null ? "" : name.text();
      }
      participants = Math.max(participants, now.participants());
    } catch (ScheduleFailedException failed) {
      throw ScheduleReport.failed(
          now, schedules, failed.failure(), name == null ? "" : name.text());
    }
  }

  /**
   * Learns from the schedule that has been run what each participant does, and adds the breakpoints
   * that may conflict with what the others do: a pause at another one shows nothing.
   */
  private void learn() {
    done = Done.in(now);
    events.putAll(places(done.byFirst));
    Stream.concat(done.byFirst.stream(), done.byOthers.stream())
        .collect(Collectors.groupingBy(Event::actor))
        .forEach(
            (actor, all) -> footprints.computeIfAbsent(actor, name -> new Footprint()).add(all));
    left.removeIf(
        breakpoint -> {
          Event event = events.get(breakpoint);
          boolean mayShow = event == null || mayConflict(event);
          return mayShow && untried.add(breakpoint);
        });
    for (Breakpoint breakpoint : now.observation().unorderedInside(now.first(), true)) {
      if (knownInside.add(breakpoint)) {
        addWithin(inside, breakpoint);
      }
    }
  }

  private boolean isCall() {
    return Call.class.isAssignableFrom(scenario);
  }

  /** Whether an action of the first one may conflict with one of the others. */
  private boolean mayConflict(Event event) {
    return footprints.entrySet().stream()
        .filter(of -> areAlike || !of.getKey().equals(now.first()))
        .anyMatch(of -> of.getValue().mayConflict(event));
  }

  /**
   * Adds the schedules in which the second one is paused as well. While the first one stands,
   * something must be done that conflicts with what it was about to do; and what the second one is
   * about to do must conflict with what is done while that stands.
   */
  private void addPairs(int participant, Breakpoint first) {
    Map<Breakpoint, Event> ofFirst = places(done.byFirst);
    Event here = ofFirst.get(first);
    if (here == null) {
      return; // It was not met.
    }
    List<Event> all = done.all;
    int resumed = all.indexOf(here);
    Set<Event> bySecond = Set.copyOf(done.bySecond);
    List<Event> byThird =
        done.byOthers.stream().filter(event -> !bySecond.contains(event)).toList();
    Set<Event> byFirst = Set.copyOf(done.byFirst);
    List<Event> rest =
        Stream.concat(
                all.subList(resumed, all.size()).stream().filter(byFirst::contains),
                byThird.stream())
            .toList();
    Set<Event> before = Set.copyOf(all.subList(0, resumed));
    boolean met = Conflicts.any(here, byThird);
    for (Map.Entry<Breakpoint, Event> there : places(done.bySecond).entrySet()) {
      if (before.contains(there.getValue())) {
        if (met && Conflicts.any(there.getValue(), rest)) {
          both.add(new Pair(participant, Pauses.ofTwo(first, there.getKey())));
        }
        met |= Conflicts.of(here, there.getValue());
      }
    }
  }

  /** The events before which a thread can be paused, by their places. */
  private Map<Breakpoint, Event> places(List<Event> events) {
    Map<CodePosition, Integer> times = new HashMap<>();
    Map<Breakpoint, Event> places = new LinkedHashMap<>();
    for (Event event : events) {
      if (event.position().isPlaceToPause()) {
        int time = times.merge(event.position(), 1, Integer::sum);
        if (time <= PauseState.MAX_TIMES) {
          places.put(new Breakpoint(event.position(), time), event);
        }
      }
    }
    return places;
  }

  /** Records the places that the participant reaches, as long as a schedule is left for them. */
  private void note(Breakpoint breakpoint) {
    if (known.contains(breakpoint)) {
      return;
    }
    if (addWithin(known, breakpoint)) {
      left.add(breakpoint);
    }
  }

  private boolean addWithin(Collection<Breakpoint> places, Breakpoint breakpoint) {
    boolean isWithin = schedules - pairs + untried.size() + inside.size() < maxSchedules;
    cutOff += isWithin ? 0 : 1;
    return isWithin && places.add(breakpoint);
  }
}
