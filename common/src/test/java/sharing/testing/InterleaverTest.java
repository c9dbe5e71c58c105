package sharing.testing;

import static org.assertj.core.api.Assertions.assertThat;

import sharing.shapes.Counter;
import sharing.shapes.RightCounters;
import sharing.shapes.WrongCounters;

class InterleaverTest {
  private static final String SHAPES = Counter.class.getPackageName();

  abstract static class TwoAdds implements Interleaver.Scenario {
    private final Counter counter;

    TwoAdds(Counter counter) {
      this.counter = counter;
    }

    @Override
    public void worker1() throws Exception {
      counter.add();
    }

    @Override
    public void check() {
      assertThat(counter.get()).as("the count after two adds").isEqualTo(2);
    }
  }

  static class NoLock extends TwoAdds {
    NoLock() {
      super(new WrongCounters.NoLock());
    }
  }

  static class VolatileIncrement extends TwoAdds {
    VolatileIncrement() {
      super(new WrongCounters.VolatileIncrement());
    }
  }

  static class LockAroundTheWrite extends TwoAdds {
    LockAroundTheWrite() {
      super(new WrongCounters.LockAroundTheWrite());
    }
  }

  static class LockAroundTheRead extends TwoAdds {
    LockAroundTheRead() {
      super(new WrongCounters.LockAroundTheRead());
    }
  }

  static class LockPerCall extends TwoAdds {
    LockPerCall() {
      super(new WrongCounters.LockPerCall());
    }
  }

  static class ChangingLock extends TwoAdds {
    ChangingLock() {
      super(new WrongCounters.ChangingLock());
    }
  }

  static class TryLockIgnored extends TwoAdds {
    TryLockIgnored() {
      super(new WrongCounters.TryLockIgnored());
    }
  }

  static class TimedTryLockIgnored extends TwoAdds {
    TimedTryLockIgnored() {
      super(new WrongCounters.TimedTryLockIgnored());
    }
  }

  static class ReadLock extends TwoAdds {
    ReadLock() {
      super(new WrongCounters.ReadLock());
    }
  }

  static class TwoCriticalSections extends TwoAdds {
    TwoCriticalSections() {
      super(new WrongCounters.TwoCriticalSections());
    }
  }

  static class TwoSynchronizedMethods extends TwoAdds {
    TwoSynchronizedMethods() {
      super(new WrongCounters.TwoSynchronizedMethods());
    }
  }

  static class TwoPermits extends TwoAdds {
    TwoPermits() {
      super(new WrongCounters.TwoPermits());
    }
  }

  static class GetThenPut extends TwoAdds {
    GetThenPut() {
      super(new WrongCounters.GetThenPut());
    }
  }

  static class Synchronized extends TwoAdds {
    Synchronized() {
      super(new RightCounters.Synchronized());
    }
  }

  static class Locked extends TwoAdds {
    Locked() {
      super(new RightCounters.Locked());
    }
  }

  static class OnePermit extends TwoAdds {
    OnePermit() {
      super(new RightCounters.OnePermit());
    }
  }

  static class SpinLock extends TwoAdds {
    SpinLock() {
      super(new RightCounters.SpinLock());
    }
  }

  static class TryLockLoop extends TwoAdds {
    TryLockLoop() {
      super(new RightCounters.TryLockLoop());
    }
  }

  static class TimedTryLockLoop extends TwoAdds {
    TimedTryLockLoop() {
      super(new RightCounters.TimedTryLockLoop());
    }
  }

  static class Atomic extends TwoAdds {
    Atomic() {
      super(new RightCounters.Atomic());
    }
  }

  static class CompareAndSetLoop extends TwoAdds {
    CompareAndSetLoop() {
      super(new RightCounters.CompareAndSetLoop());
    }
  }

  static class OneThread extends TwoAdds {
    OneThread() {
      super(new RightCounters.OneThread());
    }
  }

  static class Merge extends TwoAdds {
    Merge() {
      super(new RightCounters.Merge());
    }
  }

  static class ThreadPerAdd extends TwoAdds {
    ThreadPerAdd() {
      super(new RightCounters.ThreadPerAdd());
    }
  }
}
