package sharing.testkit.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import sharing.common.ParentJvm;

/**
 * The process that starts a Redis server for {@link RedisServer}, and kills it when its own parent
 * has ended: a Redis server does not do that by itself.
 */
final class RedisSupervisor {
  static final String FAILED = "failed ";

  /** Stands for a new line in an answer: a message is one line. */
  static final String NEW_LINE = "\u001e";

  private static final String READY = "ready to accept connections";
  private static final int TRIES = 20;

  /**
   * Systems give ports above these to clients. One of them must not get that of a stopped server.
   */
  private static final int FIRST_PORT = 20_000;

  private static final int LAST_PORT = 32_000;

  private final Random random = new Random();

  private final List<String> program;
  private Process server;

  private RedisSupervisor(List<String> program) {
    this.program = program;
  }

  /**
   * Starts and stops the server when the parent says so, and tells it the server's port.
   *
   * @param arguments the program and its options, without those that each server has
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    RedisSupervisor guard = new RedisSupervisor(List.of(arguments));
    ParentJvm parent = ParentJvm.connect(guard::stop);
    while (true) {
      String[] told = parent.receive().orElseThrow().split(" ");
      guard.stop();
      String answer;
      try {
        answer = told[0].equals("start") ? guard.start(Integer.parseInt(told[1])) : "stopped";
      } catch (IOException e) {
        answer = FAILED + e.getMessage().strip().replace("\n", NEW_LINE);
      }
      parent.send(answer);
    }
  }

  /**
   * Starts the server on a port; on a free one for 0.
   *
   * <p>Whether a port is free is for the server to say: if not, it ends, and another one is tried.
   * So a caller that receives a port has that server.
   */
  private synchronized String start(int wanted) throws IOException {
    String how = "";
    for (int i = 0; i < TRIES; i++) {
      int port = wanted > 0 ? wanted : random.nextInt(FIRST_PORT, LAST_PORT);
      List<String> command = new ArrayList<>(program);
      String options = "--bind 127.0.0.1 --daemonize no --port " + port;
      command.addAll(List.of(options.split(" ")));
      command.addAll(List.of("--save", ""));
      server = new ProcessBuilder(command).redirectErrorStream(true).start();
      BufferedReader log =
          new BufferedReader(
              new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder words = new StringBuilder();
      for (String line = log.readLine(); line != null; line = log.readLine()) {
        words.append(line).append('\n');
        if (line.toLowerCase(Locale.ROOT).contains(READY)) {
          drain(log);
          return Integer.toString(port);
        }
      }
      int code = server.onExit().join().exitValue();
      String said = words.toString().strip().replace("\r", "");
      how =
          "It ended with exit code " + code + ", and wrote" + (said.isEmpty() ? " nothing." : ":");
      how += said.isEmpty() ? "" : "\n" + said;
    }
    throw new IOException(how);
  }

  /** Reads the output, because a process that writes to a full pipe waits. */
  private static void drain(BufferedReader log) {
    Thread thread =
        new Thread(
            () -> {
              try (log) {
                log.transferTo(Writer.nullWriter());
              } catch (IOException e) {
                // The server has ended.
              }
            },
            "reads what the server says");
    thread.setDaemon(true);
    thread.start();
  }

  private synchronized void stop() {
    if (server != null) {
      server.destroyForcibly().onExit().join();
      server = null;
    }
  }
}
