package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import kinoloom.emulator.chat.ChatLog;
import kinoloom.emulator.chat.Composer;
import kinoloom.emulator.chat.Question;
import kinoloom.emulator.chat.Talk;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.model.Model;
import kinoloom.emulator.money.Books;
import kinoloom.emulator.money.Ledger;
import kinoloom.emulator.quirk.ChatFlow;
import kinoloom.emulator.quirk.Faults;
import kinoloom.emulator.task.Pace;
import kinoloom.emulator.task.Timer;

/** {@code /llmage/v1/chat/completions}: answers at once, or as a stream of lines. */
final class Chat {
  private static final String DEFAULT_MODEL = "qwen3-max";
  private static final int CHUNKS = 24;

  private final Pace pace;
  private final Composer composer;
  private final Books books;
  private final ChatLog chats;
  private final Timer timer;
  private final InstantSource clock;
  private final Replies replies;
  private final Optional<Relay> relay;
  private final Faults faults;
  private final Lookup lookup;
  private final Gate gate;
  private final Map<UUID, Integer> streamed = Collections.synchronizedMap(new Newest());

  Chat(Parts parts, Replies replies) {
    this.pace = parts.pace();
    this.composer = new Composer(pace.seed());
    this.books = parts.books();
    this.chats = parts.chats();
    this.timer = parts.timer();
    this.clock = parts.clock();
    this.replies = replies;
    this.relay = parts.upstream().map(upstream -> new Relay(upstream, chats, clock, replies));
    this.faults = pace.faults();
    this.lookup = new Lookup(pace.models(), faults);
    this.gate = new Gate(faults);
  }

  void serve(Call call) throws IOException, WireError, InterruptedException {
    Form form = call.form();
    Question question = question(form);
    Model model = model(form);
    gate.require(books.of(call.account()), model.id(), 0);
    if (relay.isPresent()) {
      relay.get().serve(call, model, question, books.of(call.account()));
      return;
    }
    boolean streams = faults.streams(form.truthy("stream"));
    String asked = String.join("\0", model.id(), question.system(), question.user());
    int attempt = streams ? streamed.merge(digest(asked), 1, Integer::sum) : 0;
    boolean free = streams && faults.isFree(attempt);
    ChatAnswer answer = paid(call, model, question, free);
    Duration lasts = pace.of(Category.T2T, asked.hashCode());
    if (streams) {
      ChatFlow flow = faults.flow(ChatFlow.of(answer.chunks(CHUNKS)), call.ask(), attempt);
      // As on the platform, what the vendor failed at leaves no record.
      if (!flow.failed()) {
        record(call, answer, free);
      }
      ChatStream.send(call.exchange(), flow, () -> timer.pause(lasts.dividedBy(CHUNKS)));
    } else {
      record(call, answer, free);
      timer.pause(lasts);
      replies.send(call.exchange(), 200, answer.whole());
    }
  }

  private ChatAnswer paid(Call call, Model model, Question question, boolean free)
      throws IOException, WireError {
    Ledger ledger = books.of(call.account());
    String transno = call.form().text("transno");
    String content = composer.answer(model.id(), question);
    long input = Composer.tokens(question.system()) + Composer.tokens(question.user());
    long output = Composer.tokens(content);
    String id = "chatcmpl-" + UUID.randomUUID();
    if (!ledger.reserve(model.price().ofTokens(input, output), id, model.id(), transno)) {
      throw WireError.noMoney();
    }
    ObjectNode usage = ChatAnswer.usage(model.id(), input, output);
    if (free) {
      ledger.release(id);
    } else {
      ledger.charge(id);
    }
    return new ChatAnswer(id, clock.instant().getEpochSecond(), model.id(), content, usage);
  }

  private void record(Call call, ChatAnswer answer, boolean free) throws IOException {
    chats.add(
        call.account(),
        new Talk(
            answer.id(),
            clock.instant(),
            answer.model(),
            call.form().fields(),
            answer.content(),
            answer.usage(),
            free));
  }

  private Model model(Form form) throws WireError {
    String catelogid = form.text("catelogid").isEmpty() ? "t2t" : form.text("catelogid");
    if (form.text("model").isEmpty() && "t2t".equals(catelogid)) {
      return pace.models().find(DEFAULT_MODEL, Category.T2T).orElseThrow();
    }
    return lookup.model(form.text("model"), catelogid, List.of(Category.T2T));
  }

  private static Question question(Form form) throws WireError {
    JsonNode messages = form.fields().path("messages");
    if (messages.isArray() && !messages.isEmpty()) {
      return new Question(spoken(messages, true), spoken(messages, false));
    }
    return new Question(form.text("sys_prompt"), form.require("prompt"));
  }

  private static String spoken(JsonNode messages, boolean instructions) {
    return StreamSupport.stream(messages.spliterator(), false)
        .filter(
            message -> message.path("role").asText().matches("system|developer") == instructions)
        .map(message -> content(message.path("content")))
        .collect(Collectors.joining("\n"));
  }

  /** Content is a text, or a list of parts of which some are text. */
  private static String content(JsonNode content) {
    if (!content.isArray()) {
      return content.asText("");
    }
    return StreamSupport.stream(content.spliterator(), false)
        .map(part -> part.path("text").asText(""))
        .collect(Collectors.joining("\n"));
  }

  private static UUID digest(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How often a question was streamed; a question of long ago is forgotten. */
  private static final class Newest extends LinkedHashMap<UUID, Integer> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 10_000;

    @Override
    protected boolean removeEldestEntry(Map.Entry<UUID, Integer> eldest) {
      return size() > MOST;
    }
  }
}
