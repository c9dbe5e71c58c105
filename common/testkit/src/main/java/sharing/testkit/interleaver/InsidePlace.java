package sharing.testkit.interleaver;

/**
 * A place in the code of a collection at which a thread reads or writes what the collection holds.
 *
 * @param number counts all such places of this JVM
 * @param what what the thread is about to do there, as in "it writes size"
 * @param member the name of the field; empty for an element of an array
 * @param writes whether it writes
 */
record InsidePlace(int number, String what, String member, boolean writes) {}
