package sharing.flags.helpers;

import sharing.flags.Flag;
import sharing.testkit.CountingFlag;

/** A flag of this lesson that counts how often it is checked. */
public class CountedFlag extends CountingFlag implements Flag {
  public CountedFlag() {}

  public CountedFlag(long raisesItselfAtLook) {
    super(raisesItselfAtLook);
  }
}
