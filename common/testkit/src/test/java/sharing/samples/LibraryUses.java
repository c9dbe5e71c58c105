package sharing.samples;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.text.SimpleDateFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a program may do with a collection besides reading and changing it. */
public final class LibraryUses {
  private LibraryUses() {}

  /** One thread works under a lock; the other one does the same. */
  private abstract static class Twice implements SharedWork {
    private final List<String> seen = new ArrayList<>();

    abstract String use() throws Exception;

    @Override
    public final void first() throws Exception {
      synchronized (seen) {
        seen.add(use());
      }
    }

    @Override
    public final void second() throws Exception {
      first();
    }

    @Override
    public final Object result() {
      return seen.get(0).equals(seen.get(1)) ? seen.get(0) : seen;
    }
  }

  public static final class References extends Twice {
    private static final Map<String, Integer> CONSTANTS = new HashMap<>();

    static {
      CONSTANTS.put("a", 1);
    }

    @Override
    String use() {
      Supplier<ArrayList<Integer>> make = ArrayList::new;
      Function<Collection<Integer>, HashSet<Integer>> copy = HashSet::new;
      HashMap<Integer, String> map = new HashMap<>();
      BiFunction<Integer, String, String> put = map::put;
      put.apply(1, "one");
      ArrayList<Integer> made = make.get();
      Stream.of(3, 1, 2).forEach(made::add);
      ArrayDeque<Integer> deque = made.stream().collect(Collectors.toCollection(ArrayDeque::new));
      TreeMap<Integer, Integer> tree =
          made.stream().collect(Collectors.toMap(n -> n, n -> n, Integer::sum, TreeMap::new));
      LinkedHashMap<Boolean, List<Integer>> groups =
          made.stream()
              .collect(Collectors.groupingBy(n -> n > 1, LinkedHashMap::new, Collectors.toList()));
      BitSet bits = IntStream.of(1, 2).collect(BitSet::new, BitSet::set, BitSet::or);
      return copy.apply(made) + " " + map + deque + tree + groups + bits + CONSTANTS;
    }

    @Override
    public Object expected() {
      return "[1, 2, 3] {1=one}[3, 1, 2]{1=1, 2=2, 3=3}{true=[3, 2], false=[1]}{1, 2}{a=1}";
    }
  }

  public static final class Types extends Twice {
    private record Held(ArrayList<Integer> list, HashMap<String, Integer> map) {}

    @Override
    String use() throws Exception {
      Object made = new ArrayList<>(List.of(1));
      Held held = new Held((ArrayList<Integer>) List.class.cast(made), new HashMap<>());
      Collection<?>[] all = new ArrayList<?>[] {held.list(), (ArrayList<?>) held.list().clone()};
      boolean isMap = held.map() instanceof HashMap && !(made instanceof LinkedList);
      return isMap
          + " "
          + (made.getClass() == ArrayList.class)
          + Arrays.toString(all)
          + held.map().getClass().getName()
          + new LinkedHashMap<>(16, 0.5f, true).getClass().getSimpleName()
          + HashMap.class.getConstructor().newInstance();
    }

    @Override
    public Object expected() {
      return "true true[[1], [1]]java.util.HashMapLinkedHashMap{}";
    }
  }

  public static final class Libraries extends Twice {
    @Override
    String use() {
      ArrayList<Integer> list = Collections.list(new Vector<>(List.of(3, 1, 2)).elements());
      List<Integer> own = new ArrayList<>(list);
      Collections.sort(own);
      Collections.reverse(own.subList(0, 2));
      own.addAll(new LinkedList<>(List.of(9)));
      PriorityQueue<Integer> queue = new PriorityQueue<>(Comparator.reverseOrder());
      queue.addAll(own);
      PriorityQueue<Integer> second = new PriorityQueue<>(queue);
      int most = StreamSupport.stream(second.spliterator(), false).mapToInt(n -> n).max().orElse(0);
      BitSet bits = BitSet.valueOf(new long[] {5});
      bits.or(BitSet.valueOf(new long[] {2}));
      TreeSet<Integer> sorted = new TreeSet<>(new TreeSet<>(own).descendingSet());
      return String.join("", own.stream().map(String::valueOf).toList())
          + second.stream().count()
          + second.poll()
          + most
          + bits
          + sorted
          + Map.copyOf(new HashMap<>(Map.of(1, 2)))
          + List.copyOf(own).equals(own)
          + new ArrayList<>(own).equals(new LinkedList<>(own))
          + new SimpleDateFormat("y", Locale.ROOT).format(new Date(100_000_000_000L));
    }

    @Override
    public Object expected() {
      return "2139499{0, 1, 2}[9, 3, 2, 1]{1=2}truetrue1973";
    }
  }

  public static final class Objects extends Twice {
    @Override
    String use() throws Exception {
      Map<String, Object> written = new TreeMap<>();
      written.put("bits", BitSet.valueOf(new long[] {1}));
      written.put("list", new ArrayList<>(List.of(1)));
      written.put("map", new LinkedHashMap<>(Map.of(1, 2)));
      written.put("own", new Subclasses.Counts());
      ((Subclasses.Counts) written.get("own")).add("a");
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(written);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        Map<?, ?> read = (Map<?, ?>) in.readObject();
        BitSet bits = (BitSet) read.get("bits");
        bits.or(BitSet.valueOf(new long[] {8}));
        return read + " " + bits.equals(BitSet.valueOf(new long[] {9}));
      }
    }

    @Override
    public Object expected() {
      return "{bits={0, 3}, list=[1], map={1=2}, own={a=1}} true";
    }
  }

  public static final class Subclasses extends Twice {
    static final class Counts extends HashMap<String, Integer> {
      private static final long serialVersionUID = 1;

      void add(String key) {
        merge(key, 1, Integer::sum);
      }
    }

    private static final class Latest extends LinkedHashMap<String, Integer> {
      private static final long serialVersionUID = 1;

      Latest() {
        super(16, 0.75f, true);
      }

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
        return size() > 2;
      }
    }

    private static final class Doubled extends ArrayList<Integer> {
      private static final long serialVersionUID = 1;

      @Override
      public boolean add(Integer number) {
        modCount++;
        return super.add(number) && super.add(number);
      }
    }

    @Override
    String use() {
      Counts counts = new Counts();
      counts.add("a");
      counts.add("a");
      Latest latest = new Latest();
      latest.put("a", 1);
      latest.put("b", 2);
      latest.get("a");
      latest.put("c", 3);
      Doubled doubled = new Doubled();
      doubled.add(1);
      List<Integer> anonymous =
          new ArrayList<>(List.of(1, 2)) {
            private static final long serialVersionUID = 1;

            @Override
            public int size() {
              return super.size() * 10;
            }
          };
      return counts + " " + latest + doubled + anonymous.size() + doubled.clone() + counts.clone();
    }

    @Override
    public Object expected() {
      return "{a=2} {a=1, c=3}[1, 1]20[1, 1]{a=2}";
    }
  }
}
