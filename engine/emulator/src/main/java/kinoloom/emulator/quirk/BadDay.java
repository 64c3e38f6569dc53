package kinoloom.emulator.quirk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import kinoloom.emulator.quirk.Message.Ending;

/** The faults of a chaos profile, drawn from a seed. */
final class BadDay {
  private static final Set<String> ENDS = Set.of("SUCCEEDED", "FAILED");
  private static final String VENDOR =
      "ERROR: InternalError: An internal error has occured, please try again later";
  private static final String MODERATED =
      "ERROR: DataInspectionFailed: Output data may contain inappropriate content.";
  private static final long SLOW_MILLIS = 15_000;
  private static final long TASKS = 1_000_003;

  private final Chaos chaos;
  private final long seed;

  BadDay(Chaos chaos, long seed) {
    this.chaos = chaos;
    this.seed = seed;
  }

  List<Hook> hooks() {
    return List.of(
        (Hook.Before) this::before,
        (Hook.Wrong) ask -> happening(ask) != null,
        (Hook.Slow) ask -> happening(ask) == Mishap.SLOW ? SLOW_MILLIS : 0,
        (Hook.Sent) this::sent,
        (Hook.Fate) (attempt, ordinal) -> fate(ordinal),
        (Hook.Polled) (body, ask, count) -> polled(body, ask),
        (Hook.File) this::file,
        (Hook.Flow) (flow, ask, attempt) -> flow(flow, ask));
  }

  private Optional<Message> before(Ask ask) {
    Mishap mishap = happening(ask);
    return mishap == null ? Optional.empty() : Optional.ofNullable(refusal(mishap));
  }

  private static Message refusal(Mishap mishap) {
    return switch (mishap) {
      case PAGE_500 -> Message.plain(500, "500 Internal Server Error");
      case PAGE_502 -> Message.page(502, "Bad Gateway");
      case PAGE_503 -> Message.page(503, "Service Temporarily Unavailable");
      case THROTTLED -> Message.plain(429, "429: Too Many Requests");
      case RESET_UNREAD -> Message.plain(500, "").ending(Ending.SILENT);
      default -> null;
    };
  }

  private Message sent(Message message, Ask ask) {
    Mishap mishap = happening(ask);
    if (mishap == Mishap.RESET_UNANSWERED) {
      return message.ending(Ending.SILENT);
    }
    if (mishap == Mishap.PAGE_504_DONE) {
      return Message.page(504, "Gateway Time-out");
    }
    return mishap == Mishap.CUT_MIDWAY ? message.half() : message;
  }

  private Optional<String> fate(long ordinal) {
    Random random = random(TASKS, ordinal);
    if (random.nextDouble() >= chaos.tasks()) {
      return Optional.empty();
    }
    return Optional.of(random.nextBoolean() ? VENDOR : MODERATED);
  }

  private ObjectNode polled(ObjectNode body, Ask ask) {
    Mishap mishap = happening(ask);
    if (mishap == Mishap.POLL_ERROR) {
      return Tellings.pollError(body);
    }
    boolean odd = mishap == Mishap.ODD_STATUS && !ENDS.contains(Tellings.status(body));
    return odd ? body.put("status", "WAITING_FOR_GPU") : body;
  }

  private FileReply file(FileReply reply, FileReply.Want want) {
    Mishap mishap = happening(want.ask());
    if (mishap == Mishap.LINK_REFUSED) {
      return reply.refused(403);
    }
    return mishap == Mishap.CUT_MIDWAY ? reply.torn() : reply;
  }

  private ChatFlow flow(ChatFlow flow, Ask ask) {
    Mishap mishap = happening(ask);
    if (mishap == Mishap.CUT_MIDWAY) {
      return flow.torn(flow.chunks().size() / 2);
    }
    boolean silent = mishap == Mishap.RESET_UNANSWERED || mishap == Mishap.PAGE_504_DONE;
    return silent ? flow.torn(0) : flow;
  }

  /** What happens to a request; null for nothing. */
  Mishap happening(Ask ask) {
    Random random = random(ask.kind().ordinal(), ask.number());
    return random.nextDouble() < chaos.requests()
        ? Mishap.of(ask.kind(), random.nextDouble())
        : null;
  }

  private Random random(long what, long number) {
    Random random =
        new Random((seed * 31 + what) * 0x9E3779B97F4A7C15L + number * 0x5851F42D4C957F2DL);
    random.nextLong();
    return random;
  }
}
