package kinoloom.media;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of a program. Two daemon threads empty its output and error streams; the caller waits in
 * {@link #await()} and an interrupt there kills the program before it is passed on.
 *
 * <p>Progress is a line of output, or, in a {@code -progress} report, a figure that has changed:
 * ffmpeg repeats that report even while nothing moves.
 */
final class Job implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What the exit value of a program is that a signal ended, but for the signal's number. */
  private static final int KILLED = 128;

  /** Troubles of this machine, in the words of its C library. */
  private static final Pattern MACHINE =
      Pattern.compile(
          "No space left on device|Disk quota exceeded|Cannot allocate memory|Input/output error"
              + "|Read-only file system|Too many open files|Resource temporarily unavailable");

  private static final Pattern REPORT = Pattern.compile("([a-z0-9_]+)=(.*)");
  private static final Set<String> FIGURES = Set.of("frame", "out_time_us", "total_size");

  private final String what;
  private final Process process;
  private final Duration patience;
  private final Tail tail = new Tail();
  private final Thread errors;
  private final BlockingQueue<Optional<String>> output = new LinkedBlockingQueue<>();

  /** Confined to the output thread. */
  private final Map<String, String> figures = new HashMap<>();

  /** Seconds of film made in a second, as ffmpeg last said; 0 before. */
  private volatile double speed;

  /** The program gave up by itself, and not for want of room: what it was given is the reason. */
  static final class Refusal extends IOException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
      super(message);
    }
  }

  private Job(String what, Process process, Duration patience) {
    this.what = what;
    this.process = process;
    this.patience = patience;
    this.errors = daemon("kinoloom-media-errors", () -> tail.drain(process.getErrorStream()));
    daemon("kinoloom-media-output", () -> readOutput(process.getInputStream()));
  }

  /**
   * Starts a program.
   *
   * @param what is being done, to begin error messages with: "Cannot join 3 clips"
   */
  static Job start(String what, ProcessBuilder builder, Duration patience) throws IOException {
    return new Job(what, builder.start(), patience);
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void readOutput(InputStream in) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (isNews(line)) {
          output.add(Optional.of(line));
        }
      }
    } catch (IOException streamClosedByKill) {
      tail.add("its output broke off");
    } finally {
      output.add(Optional.empty());
    }
  }

  private boolean isNews(String line) {
    Matcher report = REPORT.matcher(line);
    if (!report.matches()) {
      return true;
    }
    String value = report.group(2);
    if (report.group(1).equals("speed")) speed = speed(value);
    return FIGURES.contains(report.group(1)) && !value.equals(figures.put(report.group(1), value));
  }

  private static double speed(String value) {
    try {
      return Double.parseDouble(value.strip().replace("x", ""));
    } catch (NumberFormatException notYetKnown) {
      return 0;
    }
  }

  double speed() {
    return speed;
  }

  /** The program's input, to be closed by the caller. */
  OutputStream input() {
    return process.getOutputStream();
  }

  /** Waits for the end of the program and returns what it wrote, without repeated figures. */
  List<String> await() throws IOException, InterruptedException {
    return await(line -> {});
  }

  /** The same, and each line is heard of when it comes. */
  List<String> await(Consumer<String> hears) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    try {
      for (Optional<String> line = next(); line.isPresent(); line = next()) {
        lines.add(line.get());
        hears.accept(line.get());
      }
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw stuck();
      }
      // Killing even an ended program closes its streams, and the reason may not be read yet.
      errors.join(2_000);
    } finally {
      close();
    }
    if (process.exitValue() != 0) {
      throw failure();
    }
    return lines;
  }

  private Optional<String> next() throws IOException, InterruptedException {
    Optional<String> line = output.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw stuck();
    }
    return line;
  }

  private IOException stuck() {
    String words = tail.isEmpty() ? "" : " Its last words: " + tail.last();
    return new IOException(
        what + ": no progress for " + patience.toSeconds() + " s, so it was stopped." + words);
  }

  /** Why the program failed; call when it has ended or closed its input. */
  IOException failure() {
    try {
      errors.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String message = what + ": " + tail.last();
    if (process.isAlive() || tail.mentions(MACHINE)) return new IOException(message);
    int signal = process.exitValue() - KILLED;
    if (signal > 0 && signal < 32) return new IOException(message + " (killed by " + signal + ")");
    return new Refusal(message);
  }

  /** Kills the program if it still runs, and waits until it is gone. */
  @Override
  public void close() {
    process.destroyForcibly();
    boolean interrupted = false;
    for (int attempt = 0; attempt < 5 && process.isAlive(); attempt++) {
      try {
        process.waitFor(2, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
