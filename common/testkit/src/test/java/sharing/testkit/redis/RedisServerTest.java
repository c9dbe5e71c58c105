package sharing.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.common.ChildJvm;
import sharing.common.ParentJvm;

@Timeout(60)
class RedisServerTest {
  @Test
  void it_answers_and_keeps_a_value() throws Exception {
    try (RedisServer server = RedisServer.start();
        RespClient redis = new RespClient(server.uri())) {
      assertThat(redis.ask("PING")).isEqualTo("PONG");
      assertThat(redis.ask("SET", "a key", "a value")).isEqualTo("OK");
      assertThat(redis.ask("GET", "a key")).isEqualTo("a value");
      assertThat(redis.ask("GET", "no key")).isNull();
      assertThat(redis.ask("KEYS", "*")).isEqualTo("a key");
      assertThat(redis.ask("EXISTS", "a key")).isEqualTo("1");
      assertThatThrownBy(() -> redis.ask("NONSENSE")).hasMessageContaining("NONSENSE");
    }
  }

  @Test
  void it_listens_on_the_loopback_address_only() throws Exception {
    try (RedisServer server = RedisServer.start()) {
      for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
        for (InetAddress address : network.inetAddresses().toList()) {
          URI there =
              new URI("redis", null, address.getHostAddress(), server.uri().getPort(), "", "", "");
          if (!there.getHost().equals("127.0.0.1")) {
            assertThatThrownBy(() -> new RespClient(there)).isInstanceOf(IOException.class);
          }
        }
      }
      assertThat(server.uri().getHost()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void it_keeps_nothing_on_disk() throws Exception {
    try (RedisServer server = RedisServer.start();
        RespClient redis = new RespClient(server.uri())) {
      assertThat(redis.ask("CONFIG", "GET", "save")).isEqualTo("save");
      assertThat(redis.ask("CONFIG", "GET", "appendonly")).endsWith("no");
    }
  }

  @Test
  void several_servers_have_ports_of_their_own() throws Exception {
    List<RedisServer> servers = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        servers.add(RedisServer.start());
      }
      assertThat(servers).extracting(RedisServer::uri).doesNotHaveDuplicates();
      for (RedisServer server : servers) {
        try (RespClient redis = new RespClient(server.uri())) {
          assertThat(redis.ask("DBSIZE")).isEqualTo("0");
          redis.ask("SET", "mine", "1");
        }
      }
    } finally {
      servers.forEach(RedisServer::close);
    }
  }

  @Test
  void a_stopped_server_breaks_its_connections_and_comes_back_empty_on_its_port() throws Exception {
    try (RedisServer server = RedisServer.start();
        RespClient before = new RespClient(server.uri())) {
      before.ask("SET", "key", "1");
      server.stop();
      assertThatThrownBy(() -> before.ask("PING")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> new RespClient(server.uri())).isInstanceOf(IOException.class);
      server.restart();
      try (RespClient after = new RespClient(server.uri())) {
        assertThat(after.ask("GET", "key")).isNull();
      }
    }
  }

  @Test
  void a_durable_one_keeps_what_it_has_answered(@TempDir Path folder) throws Exception {
    try (RedisServer server = RedisServer.startDurable(folder, "always")) {
      try (RespClient before = new RespClient(server.uri())) {
        assertThat(before.ask("CONFIG", "GET", "appendfsync")).endsWith("always");
        before.ask("SET", "key", "1");
      }
      server.stop();
      server.restart();
      try (RespClient after = new RespClient(server.uri())) {
        assertThat(after.ask("GET", "key")).isEqualTo("1");
      }
    }
  }

  @Test
  void a_program_is_found_by_its_name_only_if_a_folder_of_the_path_has_it() throws Exception {
    assertThat(RedisServer.find("sharing-no-such-server")).isEmpty();
    assertThat(RedisServer.start("sharing-no-such-server")).isEmpty();
    assertThat(RedisServer.find("sh")).get().asString().endsWith("/sh");
  }

  @Test
  void all_threads_are_given_the_same_shared_server() throws Exception {
    URI first = RedisServer.shared();
    assertThat(RedisServer.shared()).isEqualTo(first);
    assertThat(RedisServer.sharedName()).get().asString().matches("(Redis|Valkey) \\d+\\.\\S+, .+");
    try (RespClient redis = new RespClient(first)) {
      assertThat(redis.ask("PING")).isEqualTo("PONG");
    }
  }

  @Test
  void it_ends_when_its_jvm_is_killed() throws Exception {
    try (ChildJvm child = ChildJvm.start(Owner.class)) {
      URI uri = URI.create(child.receive().orElseThrow());
      try (RespClient redis = new RespClient(uri)) {
        assertThat(redis.ask("PING")).isEqualTo("PONG");
        child.kill();
        // The socket of a server that has ended is closed: this call returns then.
        assertThatThrownBy(() -> redis.ask("BLPOP", "nothing", "0"))
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void if_none_can_be_started_the_message_says_what_to_do(@TempDir Path folder) throws Exception {
    Path noServer = script(folder, "#!/bin/sh\necho this is no Redis; exit 1\n");
    assertThat(wordsWith("PATH", folder.toString()))
        .contains("your answer is not the cause", noServer.toString(), "on the PATH")
        .contains("It ended with exit code 1, and wrote:\nthis is no Redis\n")
        .contains("Install Redis or Valkey", "redis-server or valkey-server", "PATH", "REDIS_URL")
        .doesNotContain("glibc");
  }

  @Test
  void a_valkey_server_is_started_like_a_redis_server(@TempDir Path folder) throws Exception {
    Path valkey = script(folder, "valkey-server", "#!/bin/sh\necho this is no Valkey; exit 1\n");
    assertThat(wordsWith("PATH", folder.toString()))
        .contains("your answer is not the cause", "This program was started: " + valkey + "\n")
        .contains("It ended with exit code 1, and wrote:\nthis is no Valkey\n")
        .contains("This is the first redis-server or valkey-server on the PATH.");
  }

  @Test
  void the_first_folder_that_has_either_decides_and_redis_comes_first_in_it(@TempDir Path folder)
      throws Exception {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    String path = String.join(File.pathSeparator, "", first.toString(), second.toString());
    assertThat(RedisServer.onPath(path)).isEmpty();
    Path redis = script(second, "redis-server", "");
    assertThat(RedisServer.onPath(path)).contains(redis);
    Path notExecutable = Files.writeString(first.resolve("redis-server"), "");
    Files.createDirectory(first.resolve("valkey-server"));
    assertThat(RedisServer.onPath(path)).contains(redis);
    Files.delete(first.resolve("valkey-server"));
    Path valkey = script(first, "valkey-server", "");
    assertThat(RedisServer.onPath(path)).contains(valkey);
    assertThat(notExecutable.toFile().setExecutable(true)).isTrue();
    assertThat(RedisServer.onPath(path)).contains(notExecutable);
  }

  @ParameterizedTest
  @CsvSource({
    "redis_version:7.2.4, Redis 7.2.4",
    "redis_version:7.2.4\\nserver_name:valkey\\nvalkey_version:9.1.2, Valkey 9.1.2",
    "version:3, A Redis server of unknown version"
  })
  void a_server_has_the_name_that_it_reports(String info, String name) throws Exception {
    String text = info.replace("\\n", "\r\n");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> answer(server, text), "a server");
      thread.start();
      assertThat(RedisServer.name(URI.create("redis://127.0.0.1:" + server.getLocalPort())))
          .isEqualTo(name);
      thread.join();
    }
  }

  /** Answers one command of one client. */
  private static void answer(ServerSocket server, String text) {
    try (Socket client = server.accept()) {
      RespClient.command(client.getInputStream());
      String reply = "$" + text.length() + "\r\n" + text + "\r\n";
      client.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/lib/libc.so.6: version `GLIBC_2.34' not found (required by redis-server)",
        "error while loading shared libraries: libssl.so.3: cannot open shared object file"
      })
  void if_the_bundled_one_lacks_a_library_the_message_says_which(String line, @TempDir Path folder)
      throws Exception {
    Path program =
        script(
            Files.createDirectory(folder.resolve("redis")),
            "#!/bin/sh\necho \"" + line.replace("`", "\\`") + "\" >&2; exit 127\n");
    assertThat(wordsOfBundled(folder))
        .contains("your answer is not the cause", program.toString(), "embedded-redis")
        .contains("It ended with exit code 127, and wrote:\n" + line + "\n")
        .contains("glibc 2.34", "OpenSSL 3", "Install Redis", "REDIS_URL");
  }

  @Test
  void if_the_bundled_one_cannot_be_executed_the_message_says_so(@TempDir Path folder)
      throws Exception {
    Path program =
        script(Files.createDirectory(folder.resolve("redis")), "#!/no/such/interpreter\n");
    assertThat(wordsOfBundled(folder))
        .contains("your answer is not the cause", "Cannot run program", program.toString())
        .contains("glibc 2.34", "OpenSSL 3", "Install Redis", "REDIS_URL");
  }

  private static Path script(Path folder, String text) throws IOException {
    return script(folder, "redis-server", text);
  }

  private static Path script(Path folder, String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  /** What a JVM says whose classes are in a folder, with a program in {@code redis} beside them. */
  private static String wordsOfBundled(Path folder) throws Exception {
    Path classes =
        Path.of(RedisServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path copy = folder.resolve(classes.getFileName().toString());
    if (Files.isDirectory(classes)) {
      try (Stream<Path> files = Files.walk(classes)) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(classes.relativize(file).toString()));
        }
      }
    } else {
      Files.copy(classes, copy);
    }
    String classPath = copy + File.pathSeparator + System.getProperty("java.class.path");
    Path noServers = Files.createDirectory(folder.resolve("no-servers"));
    return words(classPath, "PATH", noServers.toString());
  }

  @Test
  void if_the_given_one_is_not_there_the_message_says_so() throws Exception {
    assertThat(wordsWith("REDIS_URL", "redis://127.0.0.1:1"))
        .contains("no Redis server at redis://127.0.0.1:1", "REDIS_URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://:s3cret@127.0.0.1:1", "redis://me:s3cret@127.0.0.1", "rediss://127.0.0.1:6379",
        "redis://127.0.0.1:6379/3", "127.0.0.1:6379", "redis://"
      })
  void an_address_that_cannot_be_used_is_refused_without_its_password(String address)
      throws Exception {
    assertThat(wordsWith("REDIS_URL", address))
        .contains("must be redis://host", "no password, no TLS", "REDIS_URL is ")
        .doesNotContain("s3cret");
  }

  @Test
  void the_given_one_is_used() throws Exception {
    try (RedisServer server = RedisServer.start()) {
      assertThat(wordsWith("REDIS_URL", server.uri().toString())).contains("has " + server.uri());
    }
  }

  /** What a JVM with another environment says that asks for the shared server. */
  private static String wordsWith(String variable, String value) throws Exception {
    return words(System.getProperty("java.class.path"), variable, value);
  }

  private static String words(String classPath, String variable, String value) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(ChildJvm.SHORT_LIVED);
    command.addAll(List.of("-cp", classPath, Asking.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("REDIS_URL");
    builder.environment().put(variable, value);
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes());
  }

  static final class Owner {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      parent.send(RedisServer.shared().toString());
      parent.receive();
    }
  }

  static final class Asking {
    public static void main(String[] arguments) throws Exception {
      System.out.println("has " + RedisServer.shared());
    }
  }
}
