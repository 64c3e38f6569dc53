package kinoloom.platform.http;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import kinoloom.platform.Answer;
import kinoloom.platform.Catalogue;
import kinoloom.platform.ModelSpec;
import kinoloom.platform.NotSentException;
import kinoloom.platform.Platform;
import kinoloom.platform.Request;
import kinoloom.platform.Submitted;
import kinoloom.platform.TaskId;
import kinoloom.platform.TaskRecord;
import kinoloom.platform.TaskStatus;
import okhttp3.HttpUrl;
import okhttp3.Response;

/**
 * The platform over HTTP.
 *
 * <p>Safe for use by many threads. A paid request is written to a connection once at most; nothing
 * below this class repeats, redirects or resumes it. Threads are daemons and end with {@link
 * #close()}.
 */
public final class HttpPlatform implements Platform {
  private final String scope;
  private final Origin origin;
  private final ApiKey key;
  private final Paths paths;
  private final Catalogue catalogue;
  private final Clients clients;
  private final Asking asking;
  private final Account account;
  private final Download download;
  private final CategoryNames names = new CategoryNames();
  private final SubmitReader submits;
  private final TaskReader tasks;

  private HttpPlatform(Builder builder) {
    this.scope = builder.scope;
    origin = Origin.of(builder.baseUrl);
    key = new ApiKey(builder.apiKey);
    if (!origin.secure() && !origin.loopback() && key.given()) {
      throw new IllegalArgumentException(
          "the API key would cross the network unencrypted to "
              + origin.address()
              + "; use https, which only a server on this machine can do without");
    }
    paths = builder.paths;
    catalogue = builder.catalogue == null ? Catalogue.load() : builder.catalogue;
    Addresses addresses = new Addresses(origin);
    clients = new Clients(builder.timeouts, addresses);
    asking = new Asking(clients.asking(), key, builder.userAgent);
    account = new Account(origin, paths, asking, catalogue, builder.clock);
    download =
        new Download(clients.fetching(), addresses, builder.userAgent, builder.largestResult);
    submits = new SubmitReader(origin);
    tasks = new TaskReader(origin);
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String scope() {
    return scope == null ? origin.scope() : scope;
  }

  @Override
  public boolean local() {
    return origin.loopback();
  }

  @Override
  public String address() {
    return origin.address();
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public CompletableFuture<Answer> submit(Request request, String transno, Barrier beforeTail) {
    return submit(request, transno, beforeTail, null);
  }

  /**
   * @param hearing null if the answer need not be streamed
   */
  @Override
  public CompletableFuture<Answer> submit(
      Request request, String transno, Barrier beforeTail, Hearing hearing) {
    if (!transno.matches("[A-Za-z0-9._-]{1,32}")) {
      throw new IllegalArgumentException("no transno of at most 32 letters and digits: " + transno);
    }
    try {
      ModelSpec model = model(request);
      boolean streamed = hearing != null;
      Request named = names.named(model, request);
      OneShotBody body = new RequestWriter(model, named, transno, streamed).body(beforeTail);
      okhttp3.Request.Builder post =
          asking
              .request(origin.at(path(model.endpoint())).build())
              .header("Idempotency-Key", transno)
              .header("Accept-Encoding", "identity")
              .header("Connection", "close")
              .post(body);
      return new PaidCall(body, origin.host(), key::hide, reader(model.endpoint(), hearing))
          .send(clients.paying().newCall(post.build()))
          .thenApply(answer -> names.learnt(model, named, answer, submits));
    } catch (NotSentException e) {
      return CompletableFuture.failedFuture(e);
    } catch (IllegalStateException e) {
      return CompletableFuture.failedFuture(new NotSentException(e.getMessage(), null));
    }
  }

  /** A chat may answer in pieces though it was not asked to, and the other way round. */
  private Function<Response, Answer> reader(ModelSpec.Endpoint endpoint, Hearing hearing) {
    if (endpoint != ModelSpec.Endpoint.CHAT) return it -> Bodies.answer(it, key::hide);
    Hearing anybody = hearing == null ? (text, reasoning) -> {} : hearing;
    return it -> new SpokenBody(anybody, key::hide).read(it);
  }

  @Override
  public List<String> categoryNames(Request request) {
    return catalogue
        .find(request.category(), request.model())
        .map(names::of)
        .orElseGet(() -> List.of(request.category()));
  }

  private ModelSpec model(Request request) throws NotSentException {
    Optional<ModelSpec> model = catalogue.find(request.category(), request.model());
    if (model.isPresent()) return model.get();
    throw new NotSentException(catalogue.explainUnknown(request.category(), request.model()), null);
  }

  private String path(ModelSpec.Endpoint endpoint) {
    return switch (endpoint) {
      case CHAT -> paths.chat();
      case IMAGE -> paths.image();
      case VIDEO -> paths.video();
    };
  }

  @Override
  public Submitted read(Request request, Answer answer) {
    Submitted meaning = submits.read(request, answer);
    // In pieces, each of which was harmless.
    return meaning instanceof Submitted.Text text
        ? new Submitted.Text(key.hide(text.text()), text.usage())
        : meaning;
  }

  @Override
  public CompletableFuture<TaskStatus> poll(TaskId task) {
    HttpUrl url = origin.at(paths.tasks()).addQueryParameter("taskid", task.value()).build();
    return asking
        .get(url)
        .thenApply(tasks::read)
        .exceptionally(
            e -> new TaskStatus.Unclear(origin.host() + " cannot be asked: " + asking.plain(e)));
  }

  @Override
  public CompletableFuture<Long> fetch(String url, Path target) {
    CompletableFuture<Long> size = new CompletableFuture<>();
    try {
      clients.executor().execute(() -> fetch(url, target, size));
    } catch (RejectedExecutionException e) {
      size.completeExceptionally(new IOException("the client was closed", e));
    }
    return size;
  }

  private void fetch(String url, Path target, CompletableFuture<Long> size) {
    try {
      size.complete(download.fetch(url, target));
    } catch (IOException | RuntimeException e) {
      size.completeExceptionally(e);
    }
  }

  /** What the platform tells of the account and of itself. */
  public Account account() {
    return account;
  }

  @Override
  public CompletableFuture<Optional<TaskId>> lookUp(String category, String transno) {
    return account.find(category, transno);
  }

  @Override
  public CompletableFuture<Optional<TaskStatus>> recall(String category, String transno) {
    return account
        .record(category, transno)
        .thenApply(record -> record.flatMap(Records::outcome).map(tasks::read));
  }

  @Override
  public CompletableFuture<Optional<TaskRecord>> record(String category, TaskId task) {
    return account.call(category, task).thenApply(call -> call.map(HttpPlatform::told));
  }

  private static TaskRecord told(Account.Call call) {
    return new TaskRecord(call.model(), call.transno());
  }

  @Override
  public void close() {
    download.cancel();
    clients.close();
  }

  @Override
  public String toString() {
    return "HttpPlatform(" + address() + ")";
  }

  /** What a client has to be told. Only the base URL is needed; without a key no key is sent. */
  public static final class Builder {
    private static final long TWO_GIB = 2L * 1024 * 1024 * 1024;
    private String baseUrl = "https://opencomputing.ai";
    private Supplier<String> apiKey = () -> null;
    private Paths paths = Paths.STANDARD;
    private Catalogue catalogue;
    private Clients.Timeouts timeouts = Clients.Timeouts.STANDARD;
    private String userAgent = "kinoloom";
    private long largestResult = TWO_GIB;
    private String scope;
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    /**
     * The host alone, {@code https://opencomputing.ai}; without encryption only on this machine.
     */
    public Builder baseUrl(String baseUrl) {
      this.baseUrl = baseUrl;
      return this;
    }

    /** Asked for each request, so a key may change while the client is in use. */
    public Builder apiKey(Supplier<String> apiKey) {
      this.apiKey = apiKey;
      return this;
    }

    public Builder paths(Paths paths) {
      this.paths = paths;
      return this;
    }

    /** The bundled one, if none is given. */
    public Builder catalogue(Catalogue catalogue) {
      this.catalogue = catalogue;
      return this;
    }

    /**
     * @param connect to be connected in; 10 seconds if nothing is said
     * @param answer to wait for the answer to a paid request; 300 seconds
     * @param poll to wait for any other answer; 30 seconds
     */
    public Builder timeouts(Duration connect, Duration answer, Duration poll) {
      this.timeouts = new Clients.Timeouts(connect, answer, poll);
      return this;
    }

    public Builder userAgent(String userAgent) {
      this.userAgent = userAgent;
      return this;
    }

    /**
     * Names the service where its address does not: an emulator that is started with each process.
     * Without one it is the origin, or {@code local} on this machine.
     */
    public Builder scope(String name) {
      this.scope = name;
      return this;
    }

    /** What the server's clock is compared with; this machine's if nothing is said. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** The most bytes a result may have; 2 GiB if nothing is said. */
    public Builder largestResult(long bytes) {
      this.largestResult = bytes;
      return this;
    }

    /**
     * @throws IllegalArgumentException if the base URL is no good, or would not keep the key secret
     */
    public HttpPlatform build() {
      return new HttpPlatform(this);
    }
  }
}
