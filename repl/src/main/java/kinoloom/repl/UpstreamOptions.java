package kinoloom.repl;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import kinoloom.emulator.EmulatorBuilder;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.service.UpstreamKey;
import picocli.CommandLine.Option;

/** Another server that answers the emulator's chats. */
final class UpstreamOptions {
  @Option(
      names = "--upstream",
      paramLabel = "URL",
      description =
          "Lets a server that speaks OpenAI's protocol answer chats, such as"
              + " http://127.0.0.1:11434/v1; its key is in KINOLOOM_UPSTREAM_KEY, or in a file that"
              + " only you can read and that KINOLOOM_UPSTREAM_KEY_FILE names.")
  private String url;

  @Option(
      names = "--upstream-model",
      paramLabel = "NAME",
      description = "The model to ask it for, whatever the client names.")
  private String model;

  void apply(EmulatorBuilder builder, Shell shell) throws IOException {
    if (url == null) {
      if (model == null) return;
      throw Complaint.usage("--upstream-model is of no use alone", "Add --upstream URL");
    }
    Optional<String> key = UpstreamKey.of(shell.env(), shell.folder());
    key.ifPresent(shell.console()::hide);
    try {
      builder.upstream(new URI(url), () -> key.orElse(null));
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Not shown: people paste keys into addresses.
      throw Complaint.usage(
          "that is not the address of a server (--upstream)",
          "Such as http://127.0.0.1:11434/v1, without a user, a key or a query in it");
    }
    if (model != null) builder.upstreamModel(model);
  }
}
