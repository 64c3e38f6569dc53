package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import kinoloom.emulator.chat.ChatLog;
import kinoloom.emulator.chat.Composer;
import kinoloom.emulator.chat.Question;
import kinoloom.emulator.chat.Talk;
import kinoloom.emulator.model.Model;
import kinoloom.emulator.money.Ledger;
import kinoloom.emulator.store.Json;
import kinoloom.emulator.upstream.Said;
import kinoloom.emulator.upstream.UpstreamChat;
import kinoloom.emulator.upstream.UpstreamException;

/**
 * A chat that another server answers, told in the platform's shapes. What it may cost is held
 * before that server is asked. It is charged once the answer is whole, by the tokens the other
 * server counted; what failed is not charged.
 */
final class Relay {
  /** What the platform may pass on; any other field is its own. */
  private static final List<String> PASSED =
      List.of("temperature", "top_p", "max_tokens", "stop", "seed", "response_format");

  /** Tokens of a long answer: an estimate. */
  private static final long LONG_ANSWER = 4000;

  private final UpstreamChat upstream;
  private final ChatLog chats;
  private final InstantSource clock;
  private final Replies replies;

  Relay(UpstreamChat upstream, ChatLog chats, InstantSource clock, Replies replies) {
    this.upstream = upstream;
    this.chats = chats;
    this.clock = clock;
    this.replies = replies;
  }

  void serve(Call call, Model model, Question question, Ledger ledger)
      throws IOException, WireError, InterruptedException {
    Asked asked = new Asked(call, model, question, ledger);
    asked.hold();
    try {
      if (call.form().truthy("stream")) {
        stream(call, asked);
      } else {
        replies.send(call.exchange(), 200, whole(asked));
      }
    } finally {
      asked.release();
    }
  }

  private static ObjectNode whole(Asked asked) throws IOException, WireError, InterruptedException {
    try {
      Said said = asked.ask(false, (content, reasoning) -> {});
      ObjectNode body = asked.answer(said.content(), asked.paid(said)).whole();
      if (!said.reasoning().isEmpty()) body.put("reasoning_content", said.reasoning());
      return body;
    } catch (UpstreamException e) {
      throw WireError.rejected(e.getMessage());
    }
  }

  /** The status has gone out when anything fails, so an error is a line like any other. */
  private static void stream(Call call, Asked asked) throws IOException, InterruptedException {
    String usageId = ChatAnswer.usageId(asked.id);
    call.exchange()
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, "text/event-stream; charset=utf-8");
    try (OutputStream out = call.exchange().getOutputStream()) {
      ChatAnswer frame = asked.answer("", Json.object());
      try {
        line(out, frame.chunk("", "").put("llmusageid", usageId));
        Said said =
            asked.ask(
                true,
                (content, reasoning) ->
                    line(out, frame.chunk(content, reasoning).put("llmusageid", usageId)));
        ObjectNode usage = asked.answer("", asked.paid(said)).last();
        line(out, usage.put("llmusageid", usageId));
      } catch (UpstreamException e) {
        asked.release();
        line(out, WireError.rejected(e.getMessage()).body().put("llmusageid", usageId));
      }
      out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void line(OutputStream out, ObjectNode data) throws IOException {
    String line = "data: " + Json.MAPPER.writeValueAsString(data) + "\n\n";
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** One question and what becomes of it. */
  private final class Asked {
    private final String id = "chatcmpl-" + UUID.randomUUID();
    private final long created = clock.instant().getEpochSecond();
    private final Form form;
    private final String account;
    private final Model model;
    private final Question question;
    private final Ledger ledger;

    Asked(Call call, Model model, Question question, Ledger ledger) {
      this.form = call.form();
      this.account = call.account();
      this.model = model;
      this.question = question;
      this.ledger = ledger;
    }

    Said ask(boolean inPieces, UpstreamChat.Listener listener)
        throws UpstreamException, IOException, InterruptedException {
      ObjectNode options = Json.object();
      for (String name : PASSED) {
        JsonNode value = form.fields().path(name);
        if (!value.isMissingNode()) options.set(name, value);
      }
      return upstream.ask(model.id(), messages(), options, inPieces, listener);
    }

    private ArrayNode messages() {
      if (form.fields().path("messages") instanceof ArrayNode given && !given.isEmpty()) {
        return given;
      }
      ArrayNode messages = Json.MAPPER.createArrayNode();
      if (!question.system().isBlank()) {
        messages.addObject().put("role", "system").put("content", question.system());
      }
      messages.addObject().put("role", "user").put("content", question.user());
      return messages;
    }

    /** Holds what a long answer costs, so that chats at the same time share no money. */
    void hold() throws IOException, WireError {
      long fen = model.price().ofTokens(Composer.tokens(question.text()), LONG_ANSWER);
      if (!ledger.reserve(fen, id, model.id(), form.text("transno"))) throw WireError.noMoney();
    }

    /** Gives back what is held, if nothing was charged. */
    void release() throws IOException {
      ledger.release(id);
    }

    /** Charges; a server that does not count is counted for. */
    ObjectNode paid(Said said) throws IOException {
      long input = said.input() >= 0 ? said.input() : Composer.tokens(question.text());
      long output = said.output() >= 0 ? said.output() : Composer.tokens(said.content());
      ObjectNode usage = ChatAnswer.usage(model.id(), input, output);
      chats.add(
          account,
          new Talk(id, clock.instant(), model.id(), form.fields(), said.content(), usage, false));
      ledger.charge(id, model.price().ofTokens(input, output));
      return usage;
    }

    ChatAnswer answer(String content, ObjectNode usage) {
      return new ChatAnswer(id, created, model.id(), content, usage);
    }
  }
}
