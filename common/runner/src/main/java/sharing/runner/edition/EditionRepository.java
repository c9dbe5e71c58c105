package sharing.runner.edition;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Git repository that students clone. Each edition is one commit. Git itself writes the files,
 * and follows no link inside the folder.
 */
final class EditionRepository {
  /** The branch that students pull. */
  static final String BRANCH = "main";

  /** The trailer that only an edition's commit message has: it names the course's commit. */
  static final String TRAILER = "Edition-Of: ";

  private static final String NEXT = "refs/edition/next";
  private static final String REPOSITORY = ".git";

  private final Path folder;
  private final Git git;

  private EditionRepository(Path folder, Git git) {
    this.folder = folder;
    this.git = git;
  }

  /**
   * The repository in a folder: of an edition, or a new one.
   *
   * @param program Git
   * @throws RefusedException if the folder holds anything else; then nothing has changed
   */
  static EditionRepository in(Path folder, String program)
      throws IOException, InterruptedException {
    if (Files.isSymbolicLink(folder)) {
      throw new RefusedException(folder + " is a link. Name the folder that it leads to.");
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new RefusedException(folder + " is a file. Name a folder.");
    }
    Files.createDirectories(folder);
    EditionRepository repository =
        new EditionRepository(folder, Git.only(program, folder.toRealPath()));
    List<Path> content = repository.content();
    if (content.isEmpty()) {
      Git.in(program, folder).run("init", "-q", "--template=");
    } else if (!Files.isDirectory(folder.resolve(REPOSITORY), LinkOption.NOFOLLOW_LINKS)) {
      throw repository.isNoEdition();
    }
    if (!repository.hasCommits()) {
      if (content.size() > 1) {
        throw repository.isNoEdition();
      }
      repository.git.run("symbolic-ref", "HEAD", "refs/heads/" + BRANCH);
    } else {
      repository.requireEdition();
    }
    return repository;
  }

  private List<Path> content() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private RefusedException isNoEdition() {
    return new RefusedException(
        folder
            + " is not empty, and is not a student edition of the course."
            + " Name a new folder, or an edition that was made before.");
  }

  private void requireEdition() throws IOException, InterruptedException {
    if (lastEdition().isEmpty()) {
      throw isNoEdition();
    }
    String branch = git.ask("symbolic-ref", "-q", "--short", "HEAD").out().strip();
    if (!branch.equals(BRANCH)) {
      throw new RefusedException(
          "%s is not on the branch %s, which students pull: git -C %s checkout %s"
              .formatted(folder, BRANCH, folder, BRANCH));
    }
    String changed = git.run("status", "--porcelain", "--untracked-files=no").strip();
    if (!changed.isEmpty()) {
      throw new RefusedException(
          folder + " has changes that are not committed:\n" + changed.indent(2).stripTrailing());
    }
  }

  /** The commit of the edition before. */
  private Optional<String> lastEdition() throws IOException, InterruptedException {
    if (!hasCommits()) {
      return Optional.empty();
    }
    String commit = git.run("log", "-1", "--format=%H", "--grep=^" + TRAILER).strip();
    return Optional.of(commit).filter(found -> !found.isEmpty());
  }

  private boolean hasCommits() throws IOException, InterruptedException {
    return git.ask("rev-parse", "-q", "--verify", "HEAD").isYes();
  }

  /**
   * Commits an edition, and puts its files into the folder. Files of the edition before that are
   * not in this one are deleted; other files stay.
   *
   * @param title the first line of the message
   * @param source the commit of the course
   * @return what has changed, in Git's words; nothing if the files are the same as before
   * @throws RefusedException if a file in the folder is in the way
   */
  Optional<String> commit(EditionFiles files, String title, String source)
      throws IOException, InterruptedException {
    Optional<String> last = lastEdition();
    List<String> before =
        last.isEmpty()
            ? List.of()
            : Git.paths(git.run("ls-tree", "-r", "-z", "--name-only", last.get()));
    ImportStream stream = new ImportStream();
    stream.line("commit " + NEXT);
    stream.line("committer " + committer());
    stream.data((title + "\n\n" + TRAILER + source + "\n").getBytes(StandardCharsets.UTF_8));
    if (hasCommits()) {
      stream.line("from " + git.run("rev-parse", "HEAD").strip());
    }
    for (String path : files.missing(before)) {
      stream.line("D " + path);
    }
    for (EditionFile file : files.all()) {
      stream.line("M " + (file.isExecutable() ? "100755" : "100644") + " inline " + file.path());
      stream.data(file.bytes());
    }
    git.run(stream.bytes(), "fast-import", "--quiet", "--force");
    try {
      return taken();
    } finally {
      git.run("update-ref", "-d", NEXT);
    }
  }

  private Optional<String> taken() throws IOException, InterruptedException {
    boolean isFirst = !hasCommits();
    if (!isFirst && git.ask("diff", "--quiet", "HEAD", NEXT).isYes()) {
      return Optional.empty();
    }
    git.run("merge", "-q", "--ff-only", NEXT);
    return Optional.of(
        isFirst ? "the first edition" : git.run("diff", "--shortstat", "HEAD~1", "HEAD").strip());
  }

  /** The instructor, if Git knows a name. */
  private String committer() throws IOException, InterruptedException {
    Git.Answer known = git.ask("var", "GIT_COMMITTER_IDENT");
    return known.isYes()
        ? known.out().strip()
        : "The course <course@localhost> " + Instant.now().getEpochSecond() + " +0000";
  }

  /** The input of {@code git fast-import}. */
  private static final class ImportStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void line(String line) {
      bytes.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void data(byte[] content) {
      line("data " + content.length);
      bytes.writeBytes(content);
      line("");
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}
