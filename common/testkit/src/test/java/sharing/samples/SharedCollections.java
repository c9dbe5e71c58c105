package sharing.samples;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/** Collections that two threads change without a lock. */
public final class SharedCollections {
  private SharedCollections() {}

  public static final class ArrayListAdds implements SharedWork {
    private final List<Integer> all = new ArrayList<>();

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

  public static final class ArrayListRemoves implements SharedWork {
    private final List<Integer> all = new ArrayList<>(List.of(1, 2, 3, 4));

    @Override
    public void first() {
      all.remove(0);
    }

    @Override
    public void second() {
      all.remove(0);
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

  public static final class LinkedListAdds implements SharedWork {
    private final List<Integer> all = new LinkedList<>();

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

  public static final class LinkedListPolls implements SharedWork {
    private final Queue<Integer> all = new LinkedList<>(List.of(1, 2, 3));
    private int one;
    private int other;

    @Override
    public void first() {
      one = all.poll();
    }

    @Override
    public void second() {
      other = all.poll();
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

  public static final class ArrayDequePolls implements SharedWork {
    private final Queue<Integer> all = new ArrayDeque<>(List.of(1, 2, 3));
    private int one;
    private int other;

    @Override
    public void first() {
      one = all.poll();
    }

    @Override
    public void second() {
      other = all.poll();
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

  public static final class PriorityQueuePolls implements SharedWork {
    private final Queue<Integer> all = new PriorityQueue<>(List.of(1, 2, 3));
    private int one;
    private int other;

    @Override
    public void first() {
      one = all.poll();
    }

    @Override
    public void second() {
      other = all.poll();
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

  public static final class ArrayDequeAdds implements SharedWork {
    private final ArrayDeque<Integer> all = new ArrayDeque<>();

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

  public static final class PriorityQueueOffers implements SharedWork {
    private final Queue<Integer> all = new PriorityQueue<>();

    @Override
    public void first() {
      all.offer(1);
    }

    @Override
    public void second() {
      all.offer(2);
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
