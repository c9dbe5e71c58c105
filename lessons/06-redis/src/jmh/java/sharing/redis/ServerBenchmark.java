package sharing.redis;

import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sharing.bench.ResultCheck;
import sharing.bench.UnavailableException;
import sharing.testkit.redis.RedisServer;
import sharing.testkit.redis.RespClient;

/** One check of the flag, with each server program that is on the {@code PATH} of this machine. */
public class ServerBenchmark {

  /** A flag in a server of its own. */
  @State(Scope.Benchmark)
  public static class Server {
    @Param({"redis-server", "valkey-server"})
    String program;

    private RedisServer server;
    private RedisFlag flag;

    @Setup
    public void start() throws Exception {
      server =
          RedisServer.start(program)
              .orElseThrow(
                  () -> new UnavailableException("there is no " + program + " on the PATH"));
      try (RespClient client = new RespClient(server.uri())) {
        // Some systems call Valkey redis-server, too.
        if (client.ask("INFO", "server").contains("valkey_version") != program.contains("valkey")) {
          server.close();
          throw new UnavailableException(program + " is another server here");
        }
      }
      flag = RedisFlag.create(server.uri(), "bench:flag:" + UUID.randomUUID());
      ResultCheck.check("a new flag", false, flag.isRaised());
      flag.raise();
      ResultCheck.check("the flag after raise()", true, flag.isRaised());
      flag.lower();
    }

    @TearDown
    public void stop() {
      flag.close();
      server.close();
    }
  }

  @Benchmark
  public boolean checkOnce(Server server) {
    return server.flag.isRaised();
  }
}
