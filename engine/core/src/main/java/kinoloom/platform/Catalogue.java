package kinoloom.platform;

import java.util.List;
import java.util.Optional;

/** STUB */
public final class Catalogue {
  private Catalogue() {}

  public static Catalogue load() {
    throw new UnsupportedOperationException();
  }

  public List<ModelSpec> models() {
    throw new UnsupportedOperationException();
  }

  public List<ModelSpec> of(String category) {
    throw new UnsupportedOperationException();
  }

  public Optional<ModelSpec> find(String category, String model) {
    throw new UnsupportedOperationException();
  }
}
