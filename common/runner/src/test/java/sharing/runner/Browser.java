package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.Gson;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The browser of this machine, in which tests look at pages. Without one they are skipped. */
public final class Browser {
  private static final Pattern LOG = Pattern.compile("<output>(.*?)</output>", Pattern.DOTALL);

  private Browser() {}

  /**
   * Shows a page in a frame and runs a script that looks at it.
   *
   * @param folder for the browser's files
   * @param html the page
   * @param width of the frame, in pixels
   * @param script calls {@code say(name, value)}; {@code page} is the page's document
   * @return what the script said
   */
  public static Map<?, ?> seen(Path folder, String html, int width, String script)
      throws Exception {
    Optional<Path> browser = browser();
    assumeThat(browser).as("chromium or Chrome on the PATH: without it, nobody looks").isPresent();
    // As a file of its own: in a frame that holds its text, links within the page lead elsewhere.
    Files.writeString(folder.resolve("framed.html"), html);
    Path outer =
        Files.writeString(
            folder.resolve("outer.html"),
            """
            <!DOCTYPE html><meta charset="utf-8"><iframe width="%d" height="800" src="framed.html"></iframe>
            <script>
            document.querySelector("iframe").onload = async event => {
              const page = event.target.contentDocument;
              const seen = {};
              const say = (what, value) => { seen[what] = value; };
              %s
              const output = document.createElement("output");
              output.textContent = btoa(unescape(encodeURIComponent(JSON.stringify(seen))));
              document.body.append(output);
            };
            </script>
            """
                .formatted(width, script));
    Path printed = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                browser.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--allow-file-access-from-files",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=5000",
                "--dump-dom",
                outer.toUri().toString())
            .redirectOutput(printed.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("the browser has ended").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    Matcher log = LOG.matcher(Files.readString(printed));
    assertThat(log.find()).as("the page was loaded, and its script came to its end").isTrue();
    byte[] json = Base64.getDecoder().decode(log.group(1));
    return new Gson().fromJson(new String(json, StandardCharsets.UTF_8), Map.class);
  }

  private static Optional<Path> browser() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome", "chrome.exe")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
