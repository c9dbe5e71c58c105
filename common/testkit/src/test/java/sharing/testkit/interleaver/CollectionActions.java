package sharing.testkit.interleaver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be done with a collection, told by numbers. */
final class CollectionActions {
  private CollectionActions() {}

  /** Does one of twenty things, and tells what came of it. */
  static Object result(Collection<Integer> all, int what, int number) {
    try {
      return switch (what) {
        case 0, 1, 2, 3 -> all.add(number);
        case 4 -> all.remove(number);
        case 5 -> all.contains(number);
        case 6 -> all.addAll(List.of(number, number + 1));
        case 7 -> all.removeAll(Set.of(number, number + 2));
        case 8 -> all.size() > 60 && all.retainAll(Set.of(number, 1, 2, 3));
        case 9 -> all.removeIf(one -> one % 7 == number);
        case 10 -> all.stream().map(one -> one + 1).collect(Collectors.toList());
        case 11 -> Arrays.toString(all.toArray(Integer[]::new)) + Arrays.toString(all.toArray());
        case 12 -> removeByIterator(all, number);
        case 13 -> all.parallelStream().mapToInt(one -> one).sum();
        case 14 -> texts(all);
        case 15 -> all.containsAll(List.of(number));
        case 16 -> List.copyOf(all).toString() + new ArrayList<>(all) + all.isEmpty();
        case 17 ->
            Collections.unmodifiableCollection(all).toString() + Collections.frequency(all, 3);
        default -> more(all, what, number);
      };
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private static Object more(Collection<Integer> all, int what, int number) {
    if (all instanceof List<Integer> list && what == 18) {
      int at = list.isEmpty() ? 0 : number % list.size();
      List<Integer> part = list.subList(at / 2, at);
      part.replaceAll(one -> one + 1);
      Collections.sort(part);
      part.removeIf(one -> one == 5);
      list.add(at / 2, number);
      String text = list.subList(0, at / 2).toString() + list.indexOf(number);
      List<Integer> rest = list.subList(at / 2, list.size());
      rest.forEach(one -> {});
      rest.listIterator(rest.size()).previous();
      return text + rest.stream().toList() + rest.size() + rest.hashCode();
    } else if (all instanceof Deque<Integer> deque) {
      deque.addFirst(number);
      return deque.pollLast()
          + " "
          + deque.peekFirst()
          + deque.peekLast()
          + texts(() -> deque.descendingIterator());
    } else if (all instanceof NavigableSet<Integer> set) {
      return set.headSet(number, true).toString()
          + set.descendingSet()
          + set.tailSet(number).stream().toList()
          + set.ceiling(number)
          + set.pollFirst();
    }
    return all.equals(new ArrayList<>(all));
  }

  private static String texts(Iterable<Integer> all) {
    StringBuilder text = new StringBuilder();
    all.forEach(text::append);
    for (Integer one : all) {
      text.append(one).append(',');
    }
    return text.toString();
  }

  private static int removeByIterator(Collection<Integer> all, int number) {
    int removed = 0;
    for (Iterator<Integer> iterator = all.iterator(); iterator.hasNext(); ) {
      if (iterator.next() % 5 == number % 5 && removed < 3) {
        iterator.remove();
        removed++;
      }
    }
    return removed;
  }

  /** Does one of twenty things, and tells what came of it. */
  static Object result(Map<Integer, Integer> map, int what, int number) {
    try {
      return switch (what) {
        case 0, 1, 2, 3 -> map.put(number, what);
        case 4 -> map.remove(number);
        case 5 -> map.merge(number, 1, Integer::sum);
        case 6 -> map.computeIfAbsent(number, key -> key + 1);
        case 7 -> map.computeIfPresent(number, (key, value) -> value > 5 ? null : value + 1);
        case 8 -> map.compute(number, (key, value) -> value == null ? 1 : value + 1);
        case 9 -> map.getOrDefault(number, -1) + " " + map.get(number) + map.containsKey(number);
        case 10 -> map.putIfAbsent(number, 3);
        case 11 -> map.keySet().removeIf(key -> key % 11 == number);
        case 12 -> map.values().stream().mapToInt(value -> value).sum();
        case 13 -> map.entrySet().stream().map(Object::toString).collect(Collectors.joining());
        case 14 -> {
          map.replaceAll((key, value) -> value % 9);
          yield map.containsValue(number);
        }
        case 15 -> map.replace(number, 8) + " " + map.remove(number + 1, 8);
        case 16 -> new java.util.HashMap<>(map).toString() + Map.copyOf(map).equals(map);
        case 17 -> map.keySet() + " " + map.values() + map.keySet().contains(number);
        case 18 -> {
          map.putAll(Map.of(number, 1));
          for (Map.Entry<Integer, Integer> entry : map.entrySet()) {
            entry.setValue(entry.getValue() + 1);
          }
          yield map.entrySet().toString();
        }
        default -> {
          if (map instanceof NavigableMap<Integer, Integer> tree) {
            yield tree.headMap(number, true).toString()
                + tree.descendingMap()
                + tree.tailMap(number).getOrDefault(number, 3)
                + tree.floorEntry(number)
                + tree.subMap(1, true, 9, true).keySet()
                + tree.pollFirstEntry();
          }
          yield map.size();
        }
      };
    } catch (RuntimeException e) {
      return e.toString();
    }
  }
}
