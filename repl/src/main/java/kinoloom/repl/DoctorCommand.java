package kinoloom.repl;

import java.util.concurrent.Callable;
import kinoloom.repl.doctor.Doctor;
import kinoloom.repl.show.DoctorView;
import kinoloom.repl.show.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = {
      "Checks what runs need: key, platform, clock, disk, ffmpeg, Java, terminal.",
      "Sends nothing that is paid, and leaves nothing behind."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private PlatformOptions platform;
  @Mixin private WorkspaceOptions workspace;

  @Option(names = "--json", description = "One JSON document on stdout.")
  private boolean json;

  DoctorCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Doctor doctor =
        new Doctor(
            platform.env(shell), workspace.places(shell.folder()), shell.clock(), shell.console());
    DoctorView view = new DoctorView(doctor.examine(platform.asked()));
    if (json) {
      shell.console().json(JsonText.of(view.json()));
    } else {
      shell.console().result(view.text());
      shell.console().note(view.verdict());
    }
    return view.exit();
  }
}
