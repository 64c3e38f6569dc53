package kinoloom.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Exit;
import kinoloom.repl.show.JsonText;
import kinoloom.repl.specs.SpecFiles;
import kinoloom.repl.specs.SpecReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "test",
    description =
        "Runs the Spock specifications of scripts: *Spec.groovy and *Test.groovy. Nothing is sent.",
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Specifications, or folders of them (default: the current folder).")
  private List<String> paths = List.of(".");

  @Option(names = "--json", description = "One JSON document on stdout.")
  private boolean json;

  TestCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Set<Path> files = new LinkedHashSet<>();
    for (String path : paths) files.addAll(specs(path));
    if (files.isEmpty()) {
      throw new Complaint(
          Exit.SCRIPT,
          "there is no *Spec.groovy or *Test.groovy in " + String.join(", ", paths),
          "A specification stands beside its script, such as FilmSpec.groovy beside film.groovy");
    }
    SpecReport report = new SpecReport(shell.clock(), json ? text -> {} : shell.console()::result);
    try (SpecFiles compiled = SpecFiles.of(List.copyOf(files), shell.folder())) {
      compiled.run(report);
    }
    if (json) shell.console().json(JsonText.of(report.json()));
    else shell.console().result(report.summary());
    return report.failed() ? Exit.FAILED : Exit.DONE;
  }

  private List<Path> specs(String given) throws IOException {
    Path path = shell.folder().resolve(given).normalize();
    if (Files.isRegularFile(path)) return List.of(path);
    if (!Files.isDirectory(path)) throw Complaint.usage("no such file or folder: " + given, "");
    List<Path> found = new ArrayList<>();
    collect(path, found);
    return found;
  }

  private static void collect(Path folder, List<Path> found) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path path : inside.sorted().toList()) {
        String name = path.getFileName().toString();
        // Where this program and builds keep what they have made.
        if (name.startsWith(".") || name.equals("out") || name.equals("target")) continue;
        if (Files.isDirectory(path)) collect(path, found);
        else if (name.matches(".+(Spec|Test)\\.groovy")) found.add(path);
      }
    }
  }
}
