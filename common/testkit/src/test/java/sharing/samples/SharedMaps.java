package sharing.samples;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Maps and sets that two threads change without a lock. */
public final class SharedMaps {
  private SharedMaps() {}

  public static final class HashMapPuts implements SharedWork {
    private final Map<String, Integer> all = new HashMap<>();

    @Override
    public void first() {
      all.put("a", 1);
    }

    @Override
    public void second() {
      all.put("b", 2);
    }

    @Override
    public Object result() {
      return all.size();
    }

    @Override
    public Object expected() {
      return 2;
    }
  }

  public static final class HashMapMerges implements SharedWork {
    private final Map<String, Integer> all = new HashMap<>(Map.of("a", 0));

    @Override
    public void first() {
      all.merge("a", 1, Integer::sum);
    }

    @Override
    public void second() {
      all.merge("a", 1, Integer::sum);
    }

    @Override
    public Object result() {
      return all.get("a");
    }

    @Override
    public Object expected() {
      return 2;
    }
  }

  public static final class LinkedHashMapPuts implements SharedWork {
    private final Map<String, Integer> all = new LinkedHashMap<>();

    @Override
    public void first() {
      all.put("a", 1);
    }

    @Override
    public void second() {
      all.put("b", 2);
    }

    @Override
    public Object result() {
      return all.size();
    }

    @Override
    public Object expected() {
      return 2;
    }
  }

  public static final class LinkedHashMapMerges implements SharedWork {
    private final Map<String, Integer> all = new LinkedHashMap<>(Map.of("a", 0));

    @Override
    public void first() {
      all.merge("a", 1, Integer::sum);
    }

    @Override
    public void second() {
      all.merge("a", 1, Integer::sum);
    }

    @Override
    public Object result() {
      return all.get("a");
    }

    @Override
    public Object expected() {
      return 2;
    }
  }

  public static final class TreeMapPuts implements SharedWork {
    private final Map<String, Integer> all = new TreeMap<>();

    @Override
    public void first() {
      all.put("a", 1);
    }

    @Override
    public void second() {
      all.put("b", 2);
    }

    @Override
    public Object result() {
      return all.size();
    }

    @Override
    public Object expected() {
      return 2;
    }
  }

  public static final class TreeMapMerges implements SharedWork {
    private final Map<String, Integer> all = new TreeMap<>(Map.of("a", 0));

    @Override
    public void first() {
      all.merge("a", 1, Integer::sum);
    }

    @Override
    public void second() {
      all.merge("a", 1, Integer::sum);
    }

    @Override
    public Object result() {
      return all.get("a");
    }

    @Override
    public Object expected() {
      return 2;
    }
  }

  public static final class HashSetAdds implements SharedWork {
    private final Set<Integer> all = new HashSet<>();

    @Override
    public void first() {
      all.add(1);
    }

    @Override
    public void second() {
      all.add(2);
    }

    @Override
    public Object result() {
      return all.size();
    }

    @Override
    public Object expected() {
      return 2;
    }
  }

  public static final class LinkedHashSetAdds implements SharedWork {
    private final Set<Integer> all = new LinkedHashSet<>();

    @Override
    public void first() {
      all.add(1);
    }

    @Override
    public void second() {
      all.add(2);
    }

    @Override
    public Object result() {
      return all.size();
    }

    @Override
    public Object expected() {
      return 2;
    }
  }

  public static final class TreeSetAdds implements SharedWork {
    private final Set<Integer> all = new TreeSet<>();

    @Override
    public void first() {
      all.add(1);
    }

    @Override
    public void second() {
      all.add(2);
    }

    @Override
    public Object result() {
      return all.size();
    }

    @Override
    public Object expected() {
      return 2;
    }
  }

  public static final class HashSetRemoves implements SharedWork {
    private final Set<Integer> all = new HashSet<>(Set.of(1, 2, 3));

    @Override
    public void first() {
      all.remove(1);
    }

    @Override
    public void second() {
      all.remove(2);
    }

    @Override
    public Object result() {
      return all.size();
    }

    @Override
    public Object expected() {
      return 1;
    }
  }

  public static final class LinkedHashSetRemoves implements SharedWork {
    private final Set<Integer> all = new LinkedHashSet<>(Set.of(1, 2, 3));

    @Override
    public void first() {
      all.remove(1);
    }

    @Override
    public void second() {
      all.remove(2);
    }

    @Override
    public Object result() {
      return all.size();
    }

    @Override
    public Object expected() {
      return 1;
    }
  }

  public static final class TreeSetPolls implements SharedWork {
    private final TreeSet<Integer> all = new TreeSet<>(Set.of(1, 2, 3));
    private int one;
    private int other;

    @Override
    public void first() {
      one = all.pollFirst();
    }

    @Override
    public void second() {
      other = all.pollFirst();
    }

    @Override
    public Object result() {
      return one + other;
    }

    @Override
    public Object expected() {
      return 3;
    }
  }

  public static final class BitSetSets implements SharedWork {
    private final BitSet all = new BitSet(64);

    @Override
    public void first() {
      all.set(1);
    }

    @Override
    public void second() {
      all.set(2);
    }

    @Override
    public Object result() {
      return all.cardinality();
    }

    @Override
    public Object expected() {
      return 2;
    }
  }

  public static final class BitSetClears implements SharedWork {
    private final BitSet all = new BitSet(64);

    public BitSetClears() {
      all.set(0, 8);
    }

    @Override
    public void first() {
      all.clear(1);
    }

    @Override
    public void second() {
      all.clear(2);
    }

    @Override
    public Object result() {
      return all.cardinality();
    }

    @Override
    public Object expected() {
      return 6;
    }
  }
}
