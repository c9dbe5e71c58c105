package sharing.flags;

import sharing.testkit.CountingFlag;

/** A flag of this lesson that counts how often it is looked at. */
class CountedFlag extends CountingFlag implements Flag {
  CountedFlag() {}

  CountedFlag(long raisesItselfAtLook) {
    super(raisesItselfAtLook);
  }
}
