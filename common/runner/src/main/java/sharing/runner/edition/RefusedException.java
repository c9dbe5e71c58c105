package sharing.runner.edition;

import java.io.IOException;

/** Why no edition is written: a sentence for the person who asked for it. */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1;

  RefusedException(String sentence) {
    super(sentence);
  }
}
