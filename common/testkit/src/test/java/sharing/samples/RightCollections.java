package sharing.samples;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Collections that two threads use as they should. */
public final class RightCollections {
  private RightCollections() {}

  /** One of each. */
  private static final class All {
    private final List<Collection<Integer>> collections =
        List.of(
            new ArrayList<>(),
            new LinkedList<>(),
            new ArrayDeque<>(),
            new PriorityQueue<>(),
            new HashSet<>(),
            new LinkedHashSet<>(),
            new TreeSet<>());

    private final List<Map<Integer, Integer>> maps =
        List.of(new HashMap<>(), new LinkedHashMap<>(), new TreeMap<>());

    private final BitSet bits = new BitSet();

    private void add(int number) {
      collections.forEach(all -> all.add(number));
      maps.forEach(all -> all.merge(number, 1, Integer::sum));
      bits.set(number);
    }

    private int sum() {
      int sum = bits.stream().sum();
      for (Collection<Integer> all : collections) {
        for (int one : all) {
          sum += one;
        }
      }
      for (Map<Integer, Integer> all : maps) {
        for (Map.Entry<Integer, Integer> entry : all.entrySet()) {
          sum += entry.getKey() * entry.getValue();
        }
      }
      return sum;
    }
  }

  /** Adds 1 and 2 to all. */
  private abstract static class TwoAdds implements SharedWork {
    final All all = new All();

    @Override
    public Object result() {
      return all.sum();
    }

    @Override
    public Object expected() {
      return 33;
    }
  }

  public static final class GuardedByAMonitor extends TwoAdds {
    @Override
    public synchronized void first() {
      all.add(1);
    }

    @Override
    public synchronized void second() {
      all.add(2);
    }
  }

  public static final class GuardedByALock extends TwoAdds {
    private final Lock lock = new ReentrantLock();

    @Override
    public void first() {
      add(1);
    }

    @Override
    public void second() {
      add(2);
    }

    private void add(int number) {
      lock.lock();
      try {
        all.add(number);
      } finally {
        lock.unlock();
      }
    }
  }

  public static final class Confined implements SharedWork {
    private final AtomicInteger sum = new AtomicInteger();

    @Override
    public void first() {
      All own = new All();
      own.add(1);
      sum.addAndGet(own.sum());
    }

    @Override
    public void second() {
      All own = new All();
      own.add(2);
      sum.addAndGet(own.sum());
    }

    @Override
    public Object result() {
      return sum.get();
    }

    @Override
    public Object expected() {
      return 33;
    }
  }

  public static final class HandedOver implements SharedWork {
    private final BlockingQueue<All> queue = new ArrayBlockingQueue<>(1);
    private volatile int sum;

    @Override
    public void first() throws InterruptedException {
      All own = new All();
      own.add(1);
      queue.put(own);
    }

    @Override
    public void second() throws InterruptedException {
      All taken = queue.take();
      taken.add(2);
      sum = taken.sum();
    }

    @Override
    public Object result() {
      return sum;
    }

    @Override
    public Object expected() {
      return 33;
    }
  }

  /** One thread changes, the other copies under the same lock, and reads its copy without it. */
  public static final class Copied implements SharedWork {
    private final List<Integer> list = new ArrayList<>(List.of(1));
    private final Map<Integer, Integer> map = new HashMap<>(Map.of(1, 1));
    private volatile int sum;

    @Override
    public void first() {
      synchronized (list) {
        list.add(2);
        map.put(2, 2);
      }
    }

    @Override
    public void second() {
      List<Integer> listNow;
      Map<Integer, Integer> mapNow;
      synchronized (list) {
        listNow = new ArrayList<>(list);
        mapNow = new TreeMap<>(map);
      }
      int all = 0;
      for (int one : listNow) {
        all += one;
      }
      for (int one : mapNow.values()) {
        all -= one;
      }
      sum = all;
    }

    @Override
    public Object result() {
      return sum;
    }

    @Override
    public Object expected() {
      return 0;
    }
  }

  public static final class Wrapped implements SharedWork {
    private final List<Integer> list = Collections.synchronizedList(new ArrayList<>());
    private final Map<Integer, Integer> map = Collections.synchronizedMap(new HashMap<>());
    private final Map<Integer, Integer> tree = Collections.synchronizedSortedMap(new TreeMap<>());
    private final Collection<Integer> set = Collections.synchronizedSet(new LinkedHashSet<>());
    private final Collection<Integer> deque =
        Collections.synchronizedCollection(new ArrayDeque<>());

    @Override
    public void first() {
      add(1);
    }

    @Override
    public void second() {
      add(2);
    }

    private void add(int number) {
      list.add(number);
      map.merge(0, number, Integer::sum);
      tree.put(number, number);
      set.add(number);
      deque.add(number);
      synchronized (list) {
        for (int one : list) {
          set.add(one);
        }
      }
    }

    @Override
    public Object result() {
      return list.size() + map.get(0) + tree.size() + set.size() + deque.size();
    }

    @Override
    public Object expected() {
      return 11;
    }
  }

  /** The map runs the function for a key once at a time. */
  public static final class InAConcurrentMap implements SharedWork {
    private final ConcurrentMap<String, List<Integer>> lists = new ConcurrentHashMap<>();

    @Override
    public void first() {
      add(1);
    }

    @Override
    public void second() {
      add(2);
    }

    private void add(int number) {
      lists.compute(
          "all",
          (key, list) -> {
            List<Integer> known = list == null ? new ArrayList<>() : list;
            known.add(number);
            return known;
          });
    }

    @Override
    public Object result() {
      return lists.get("all").size();
    }

    @Override
    public Object expected() {
      return 2;
    }
  }

  /** Each thread has a text of its own. */
  public static final class TextOfAThread implements SharedWork {
    private static final ThreadLocal<StringBuilder> TEXT =
        ThreadLocal.withInitial(StringBuilder::new);

    private final AtomicInteger length = new AtomicInteger();

    @Override
    public void first() {
      length.addAndGet(TEXT.get().append("a").append("b").length());
    }

    @Override
    public void second() {
      length.addAndGet(TEXT.get().append("cde").append(List.of(1)).length());
    }

    @Override
    public Object result() {
      return length.get();
    }

    @Override
    public Object expected() {
      return 8;
    }
  }
}
