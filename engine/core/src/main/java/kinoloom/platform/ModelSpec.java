package kinoloom.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** STUB */
public final class ModelSpec {
  private ModelSpec() {}

  public record Fault(String word, String message, String hint) {}

  public record Checked(Map<String, Object> params, List<Fault> faults) {}

  public record Estimate(Money low, Money high) {}

  public record Typical(double p50, double p90) {}

  public String model() {
    throw new UnsupportedOperationException();
  }

  public String category() {
    throw new UnsupportedOperationException();
  }

  public String vendor() {
    throw new UnsupportedOperationException();
  }

  public String description() {
    throw new UnsupportedOperationException();
  }

  public List<FieldSpec> fields() {
    throw new UnsupportedOperationException();
  }

  public Optional<FieldSpec> field(String word) {
    throw new UnsupportedOperationException();
  }

  public Checked check(Map<String, Object> words, Set<String> pending) {
    throw new UnsupportedOperationException();
  }

  public Estimate estimate(Map<String, Object> params) {
    throw new UnsupportedOperationException();
  }

  public Money settle(Map<String, Object> params, Usage usage) {
    throw new UnsupportedOperationException();
  }

  public Typical typical(Map<String, Object> params) {
    throw new UnsupportedOperationException();
  }
}
