package sharing.runner.edition;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs Git.
 *
 * @param program its name, or its path
 * @param where the options that say in which repository
 */
record Git(String program, List<String> where) {

  /** Git tells the programs that it starts, such as hooks, of its repository: it is another one. */
  private static final List<String> ELSEWHERE =
      List.of(
          "GIT_DIR",
          "GIT_WORK_TREE",
          "GIT_INDEX_FILE",
          "GIT_OBJECT_DIRECTORY",
          "GIT_ALTERNATE_OBJECT_DIRECTORIES",
          "GIT_COMMON_DIR",
          "GIT_PREFIX");

  /** Git, in a folder of a checkout. */
  static Git in(String program, Path folder) {
    return new Git(program, List.of("-C", folder.toString()));
  }

  /** Git, in a repository whose root is this folder, whatever its configuration says. */
  static Git only(String program, Path folder) {
    return new Git(
        program,
        List.of(
            "-C",
            folder.toString(),
            "--git-dir=" + folder.resolve(".git"),
            "--work-tree=" + folder));
  }

  /**
   * The result of a command.
   *
   * @param code its exit code
   * @param out what it printed
   * @param errors what it complained of
   */
  record Answer(int code, String out, String errors) {
    boolean isYes() {
      return code == 0;
    }
  }

  /**
   * The output of a command.
   *
   * @throws RefusedException with Git's words, if it fails
   */
  String run(String... arguments) throws IOException, InterruptedException {
    return run(new byte[0], arguments);
  }

  /** The same, for a command that reads something. */
  String run(byte[] input, String... arguments) throws IOException, InterruptedException {
    Answer answer = ask(input, arguments);
    if (!answer.isYes()) {
      throw new RefusedException(
          "git %s failed: %s".formatted(arguments[0], answer.errors().strip()));
    }
    return answer.out();
  }

  /** Runs a command that may fail. */
  Answer ask(String... arguments) throws IOException, InterruptedException {
    return ask(new byte[0], arguments);
  }

  private Answer ask(byte[] input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(where);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(ELSEWHERE);
    Process process = start(builder);
    try {
      try (OutputStream in = process.getOutputStream()) {
        in.write(input);
      } catch (IOException e) {
        // It has ended before it has read all: its errors say why.
      }
      // These commands print little: they do not fill the pipe that is read second.
      byte[] out = process.getInputStream().readAllBytes();
      byte[] errors = process.getErrorStream().readAllBytes();
      return new Answer(
          process.waitFor(),
          new String(out, StandardCharsets.UTF_8),
          new String(errors, StandardCharsets.UTF_8));
    } finally {
      process.destroy();
    }
  }

  private Process start(ProcessBuilder builder) throws RefusedException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new RefusedException(
          "A student edition is a Git repository, and Git cannot be started here ("
              + program
              + "). Install it, and try again.");
    }
  }

  /** Paths that a command with {@code -z} has printed. */
  static List<String> paths(String out) {
    return out.isEmpty() ? List.of() : List.of(out.split("\0"));
  }
}
