package sharing.flags.demo;

import java.util.List;
import java.util.Optional;
import sharing.common.ChildJvm;
import sharing.flags.wrong.PlainSearch;
import sharing.testkit.demonstration.WrongCode;
import sharing.testkit.interleaver.Interleaver;

/** Shows that a loop which reads a plain field does not see what another thread writes there. */
public final class Demonstration {
  /** A prime whose search takes long enough, and only half a second on a slow machine. */
  private static final long N = 10_000_000_000_000_061L;

  /** How many candidate divisors a search tries if nothing stops it. */
  private static final long DIVISORS = 49_999_999;

  /** The loop waits for the compiler, so the number of its rounds decides, not the time. */
  private static final List<String> OPTIONS =
      List.of("-XX:-TieredCompilation", "-Xbatch", "-XX:-UsePerfData", "-Xmx64m");

  private Demonstration() {}

  /** One worker searches, and another one raises its flag. */
  public static class OneRaises implements Interleaver.Scenario {
    private final PlainSearch search = new PlainSearch();

    @Override
    public void worker1() {
      search.search(9, 3);
    }

    @Override
    public void worker2() {
      search.raise();
    }

    @Override
    public void check() {
      // Every result is possible: nothing orders the write before the read.
    }
  }

  /** Prints what two searches did when their flags were raised, and then the data race. */
  public static void main(String[] none) throws Exception {
    WrongCode code = new WrongCode(PlainSearch.class);
    try (ChildJvm plain = start(true);
        ChildJvm seen = start(false)) {
      Optional<String> ofPlain = plain.receive();
      Optional<String> ofVolatile = seen.receive();
      boolean isWrong = ofPlain.filter(text -> text.startsWith(DIVISORS + " ")).isPresent();
      System.out.printf(
          """
            What was run
              One thread runs this search for a prime. Another one sets raised to true.
          %s

            What happened
              Expected: the search ends when the flag is raised.
              Seen, if the flag is        numbers tried   after the flag was raised
                a plain field            %s
                a correct flag           %s
              %s

            Step by step
          %s

            Rule
              raise() must happen-before each later check, or a loop may miss it.
          """,
          code.listing("search").indent(4).stripTrailing(),
          row(ofPlain),
          row(ofVolatile),
          isWrong
              ? "The loop missed the change. The loop below sees it, but only by luck:"
              : "This run was right by luck. Nothing orders the two steps below:",
          code.schedule(OneRaises.class).indent(4).stripTrailing());
    }
  }

  private static ChildJvm start(boolean isPlain) throws Exception {
    return ChildJvm.start(
        System.getProperty("java.class.path"),
        OPTIONS,
        RaisedInTheMiddle.class,
        Long.toString(N),
        Boolean.toString(isPlain));
  }

  private static String row(Optional<String> answer) {
    if (answer.isEmpty()) {
      return "no result";
    }
    String[] parts = answer.get().split(" ");
    double millis = Long.parseLong(parts[1]) / 1e6;
    return "%,14d   ran for %.1f ms".formatted(Long.parseLong(parts[0]), millis);
  }
}
