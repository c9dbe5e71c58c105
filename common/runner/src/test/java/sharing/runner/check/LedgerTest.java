package sharing.runner.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir Path folder;

  @Test
  void runs_of_the_same_variant_under_the_same_condition_are_added_up() throws Exception {
    Ledger ledger = new Ledger(folder.resolve("ledger.tsv"), "one-core", "abc");
    assertThat(ledger.runs("04-flags", "solution")).as("runs without a file").isZero();

    ledger.add("04-flags", "solution", 20, 0, 10);
    ledger.add("04-flags", "solution", 80, 1, 10);
    ledger.add("04-flags", "solution-of-another", 1, 0, 10);
    ledger.add("03-ranges", "solution", 2, 0, 10);
    new Ledger(ledger.file(), "two-cores", "abc").add("04-flags", "solution", 4, 0, 10);

    assertThat(ledger.runs("04-flags", "solution")).as("runs").isEqualTo(100);
    assertThat(Files.readAllLines(ledger.file())).as("lines").hasSize(5);
  }
}
