package sharing.testkit.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class RespClientTest {
  /** The server answers nobody until the second thread waits, or has sent its command, too. */
  @Test
  void a_connection_does_one_command_after_the_other() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, here);
        RespClient redis =
            new RespClient(
                URI.create("redis://" + here.getHostAddress() + ":" + server.getLocalPort()));
        Socket client = server.accept()) {
      FutureTask<String> first = new FutureTask<>(() -> redis.ask("PING", "1"));
      FutureTask<String> second = new FutureTask<>(() -> redis.ask("PING", "2"));
      InputStream in = client.getInputStream();
      new Thread(first).start();
      assertThat(RespClient.command(in)).contains("1");
      Thread late = new Thread(second);
      late.start();
      while (late.getState() != Thread.State.BLOCKED && in.available() == 0) {
        Thread.onSpinWait();
      }
      assertThat(in.available()).as("what was sent before the first reply").isZero();
      client.getOutputStream().write("+one\r\n".getBytes(US_ASCII));
      assertThat(first.get()).isEqualTo("one");
      assertThat(RespClient.command(in)).contains("2");
      client.getOutputStream().write("+two\r\n".getBytes(US_ASCII));
      assertThat(second.get()).isEqualTo("two");
    }
  }
}
