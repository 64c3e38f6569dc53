package kinoloom.repl;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Console;
import kinoloom.repl.console.Exit;
import kinoloom.repl.console.HiddenInput;

/** The {@code kino} program. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Interruption interruption = new Interruption(Runtime.getRuntime()::halt).listen();
    Path folder = Path.of("").toAbsolutePath();
    int code = run(args, out, err, System.getenv(), folder, interruption);
    if (out.checkError() && code == Exit.DONE) {
      err.println("kino: cannot write all of the result to stdout");
      code = Exit.IO;
    }
    err.flush();
    System.exit(code);
  }

  /** Runs a command in this process; returns its exit code. Closes neither stream. */
  static int run(
      String[] args, PrintStream out, PrintStream err, Map<String, String> env, Path folder) {
    Interruption unheard = new Interruption(code -> {});
    return run(args, out, err, env, folder, unheard);
  }

  static int run(
      String[] args,
      PrintStream out,
      PrintStream err,
      Map<String, String> env,
      Path folder,
      Interruption interruption) {
    return run(args, out, err, env, folder, interruption, HiddenInput.TERMINAL);
  }

  static int run(
      String[] args,
      PrintStream out,
      PrintStream err,
      Map<String, String> env,
      Path folder,
      Interruption interruption,
      HiddenInput hidden) {
    Console console = new Console(out, err);
    Shell shell = new Shell(console, env, folder, InstantSource.system(), interruption, hidden);
    Optional<Complaint> key = KeyOptions.refusal(args);
    if (key.isPresent()) return new Failures(shell).tell(key.get());
    return Kino.commandLine(shell, out, err).execute(args);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
