package sharing.samples;

import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collections that one thread reads while the other changes them; and other helpers of the JDK. */
public final class SharedWhileRead {
  private SharedWhileRead() {}

  public static final class ListWhileItGrows implements SharedWork {
    private final List<Integer> all = new ArrayList<>(List.of(1, 2));
    private int sum;

    @Override
    public void first() {
      for (int one : all) {
        sum += one;
      }
    }

    @Override
    public void second() {
      all.add(0);
    }

    @Override
    public Object result() {
      return sum;
    }

    @Override
    public Object expected() {
      return 3;
    }
  }

  public static final class ListWhileItShrinks implements SharedWork {
    private final List<Integer> all = new LinkedList<>(List.of(0, 1, 2));
    private int sum;

    @Override
    public void first() {
      for (int one : all) {
        sum += one;
      }
    }

    @Override
    public void second() {
      all.remove(0);
    }

    @Override
    public Object result() {
      return sum;
    }

    @Override
    public Object expected() {
      return 3;
    }
  }

  public static final class KeysWhileOneIsAdded implements SharedWork {
    private final Map<String, Integer> all = new HashMap<>(Map.of("a", 1, "b", 2));
    private int sum;

    @Override
    public void first() {
      for (String key : all.keySet()) {
        sum += key.length();
      }
    }

    @Override
    public void second() {
      all.put("", 0);
    }

    @Override
    public Object result() {
      return sum;
    }

    @Override
    public Object expected() {
      return 2;
    }
  }

  public static final class EntriesOfATree implements SharedWork {
    private final Map<String, Integer> all = new TreeMap<>(Map.of("a", 1, "b", 2));
    private int sum;

    @Override
    public void first() {
      for (Map.Entry<String, Integer> entry : all.entrySet()) {
        sum += entry.getValue();
      }
    }

    @Override
    public void second() {
      all.put("", 0);
    }

    @Override
    public Object result() {
      return sum;
    }

    @Override
    public Object expected() {
      return 3;
    }
  }

  /** No line of this calls a method of the iterator. */
  public static final class TextOfASet implements SharedWork {
    private final Set<Integer> all = new TreeSet<>(Set.of(1, 2));
    private String text;

    @Override
    public void first() {
      text = "All: " + all;
    }

    @Override
    public void second() {
      all.remove(3);
      all.add(3);
    }

    @Override
    public Object result() {
      return all.size();
    }

    @Override
    public Object expected() {
      return 3;
    }
  }

  /** Each call takes the lock, but the loop does not. */
  public static final class SynchronizedListWithoutItsLock implements SharedWork {
    private final List<Integer> all = Collections.synchronizedList(new ArrayList<>(List.of(1, 2)));
    private int sum;

    @Override
    public void first() {
      for (int one : all) {
        sum += one;
      }
    }

    @Override
    public void second() {
      all.add(0);
    }

    @Override
    public Object result() {
      return sum;
    }

    @Override
    public Object expected() {
      return 3;
    }
  }

  /** A subclass of a student's. */
  public static final class OwnMap implements SharedWork {
    private static final class Counts extends HashMap<String, Integer> {
      private static final long serialVersionUID = 1;

      void add(String key) {
        merge(key, 1, Integer::sum);
      }
    }

    private final Counts all = new Counts();

    @Override
    public void first() {
      all.add("a");
    }

    @Override
    public void second() {
      all.add("a");
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

  public static final class ShortTexts implements SharedWork {
    private final StringBuilder all = new StringBuilder();

    @Override
    public void first() {
      all.append("a");
    }

    @Override
    public void second() {
      all.append("b");
    }

    @Override
    public Object result() {
      return all.length();
    }

    @Override
    public Object expected() {
      return 2;
    }
  }

  public static final class LongAndShortText implements SharedWork {
    private final StringBuilder all = new StringBuilder();

    @Override
    public void first() {
      all.append("abc");
    }

    @Override
    public void second() {
      all.append("d");
    }

    @Override
    public Object result() {
      return all.length();
    }

    @Override
    public Object expected() {
      return 4;
    }
  }

  public static final class FormattedDates implements SharedWork {
    private final SimpleDateFormat format = new SimpleDateFormat("yyyy", Locale.ROOT);
    private String one;
    private String other;

    public FormattedDates() {
      format.setTimeZone(TimeZone.getTimeZone("UTC"));
    }

    @Override
    public void first() {
      one = format.format(new Date(0));
    }

    @Override
    public void second() {
      other = format.format(new Date(Integer.MAX_VALUE * 1_000L));
    }

    @Override
    public Object result() {
      return one + " " + other;
    }

    @Override
    public Object expected() {
      return "1970 2038";
    }
  }

  public static final class ParsedDates implements SharedWork {
    private final SimpleDateFormat format = new SimpleDateFormat("dd", Locale.ROOT);
    private Date one;
    private Date other;

    public ParsedDates() {
      format.setTimeZone(TimeZone.getTimeZone("UTC"));
    }

    @Override
    public void first() throws ParseException {
      one = format.parse("01");
    }

    @Override
    public void second() throws ParseException {
      other = format.parse("02");
    }

    @Override
    public Object result() {
      return one.getTime() / 86_400_000 + " " + other.getTime() / 86_400_000;
    }

    @Override
    public Object expected() {
      return "0 1";
    }
  }

  /** Two that see the lock free at the same time both take it. */
  public static final class LockOfAFlag implements SharedWork {
    private final List<Integer> all = new ArrayList<>();
    private volatile boolean held;

    @Override
    public void first() {
      add(1);
    }

    @Override
    public void second() {
      add(2);
    }

    private void add(int number) {
      while (held) {
        Thread.onSpinWait();
      }
      held = true;
      all.add(number);
      held = false;
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
}
