import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves one file on this machine, whatever the path asked for, and prints its address. */
public class FileServer {
  public static void main(String[] arguments) throws Exception {
    byte[] content = Files.readAllBytes(Path.of(arguments[0]));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
    System.out.println("http://localhost:" + server.getAddress().getPort());
  }
}
