package kinoloom.repl.service;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import kinoloom.platform.ModelSpec;
import kinoloom.platform.http.Account;
import kinoloom.platform.http.Told;

/** Which models the platform offers at the moment, as far as it tells. */
public final class Offers {
  /** Of those who were not asked. */
  public static final Offers UNKNOWN = new Offers(Map.of());

  private final Map<String, Told<List<String>>> told;

  private Offers(Map<String, Told<List<String>>> told) {
    this.told = Map.copyOf(told);
  }

  /** Asks for all categories at once. */
  public static Offers ask(Account account, Collection<String> categories) {
    Map<String, CompletableFuture<Told<List<String>>>> asked = new HashMap<>();
    categories.forEach(it -> asked.computeIfAbsent(it, account::models));
    Map<String, Told<List<String>>> told = new HashMap<>();
    asked.forEach((category, answer) -> told.put(category, answer.join()));
    return new Offers(told);
  }

  /** Whether a model is offered; empty if that is not known. */
  public Optional<Boolean> of(ModelSpec model) {
    Told<List<String>> told = this.told.get(model.category());
    if (told == null || !told.told()) return Optional.empty();
    Set<String> names = told.value().stream().map(Offers::plain).collect(Collectors.toSet());
    return Optional.of(names.contains(plain(model.model())));
  }

  /** Why nothing is known of one category at least; empty if all is known, or nobody was asked. */
  public Optional<Told<List<String>>> trouble() {
    return told.values().stream().filter(it -> !it.told()).findFirst();
  }

  public boolean asked() {
    return told.values().stream().anyMatch(Told::told);
  }

  /** The platform lists some models by a name with blanks in it. */
  private static String plain(String model) {
    return model.strip().toLowerCase(Locale.ROOT).replaceAll("[ _]+", "-");
  }
}
