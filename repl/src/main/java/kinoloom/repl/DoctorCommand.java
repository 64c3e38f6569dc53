package kinoloom.repl;

import java.util.concurrent.Callable;
import kinoloom.Examination;
import kinoloom.Kinoloom;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.doctor.Doctor;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.show.DoctorView;
import kinoloom.repl.show.ExaminationView;
import kinoloom.repl.show.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = {
      "Checks what runs need: key, platform, clock, disk, ffmpeg, Java, terminal.",
      "With RUN: says what is wrong with its journal, and what may be lost.",
      "Sends nothing that is paid, and leaves nothing behind."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private RunArgument argument;
  @Mixin private PlatformOptions platform;
  @Mixin private WorkspaceOptions workspace;

  @Option(
      names = "--accept-loss",
      description = "Lets RUN go on though its journal is damaged; what is lost may be paid again.")
  private boolean acceptLoss;

  @Option(
      names = "--accept-copy",
      description = "Lets RUN go on though it was copied or put back from a backup.")
  private boolean acceptCopy;

  @Option(names = "--json", description = "One JSON document on stdout.")
  private boolean json;

  DoctorCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    if (acceptLoss && acceptCopy) {
      throw Complaint.usage(
          "--accept-loss and --accept-copy are two decisions", "Take one after the other");
    }
    boolean ofRun = argument.given() || acceptLoss || acceptCopy;
    return ofRun ? examine() : doctor();
  }

  private int doctor() throws Exception {
    Doctor doctor =
        new Doctor(platform.env(shell), workspace.places(shell), shell.clock(), shell.console());
    DoctorView view = new DoctorView(doctor.examine(platform.asked()));
    if (json) {
      shell.console().json(JsonText.of(view.json()));
    } else {
      shell.console().result(view.text());
      shell.console().note(view.verdict());
    }
    return view.exit();
  }

  private int examine() throws Exception {
    try (EngineRoom room = EngineRoom.reading(workspace.places(shell))) {
      String run = argument.status(room.engine()).id();
      if (acceptLoss || acceptCopy) accept(room.engine(), run);
      Examination found = room.engine().examine(run);
      ExaminationView view = new ExaminationView(found);
      if (json) shell.console().json(JsonText.of(view.json()));
      else shell.console().result(view.text());
      return view.exit();
    }
  }

  private void accept(Kinoloom engine, String run) throws Exception {
    try {
      if (acceptLoss) engine.acceptLoss(run);
      else engine.acceptCopy(run);
    } catch (IllegalStateException e) {
      boolean sound = engine.examine(run).sound();
      throw Complaint.notFound(
          e.getMessage(), sound ? goesOn(run) : "kino doctor " + run + " says what is wrong");
    }
    // A run that is damaged may have been copied as well: that is a decision of its own.
    boolean sound = engine.examine(run).sound();
    shell.console().note(sound ? "Written down. " + goesOn(run) + "." : "Written down.");
  }

  private static String goesOn(String run) {
    return "kino resume " + run + " goes on with it";
  }
}
