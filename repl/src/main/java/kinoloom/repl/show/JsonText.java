package kinoloom.repl.show;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import kinoloom.graph.Budget;
import kinoloom.graph.Kind;
import kinoloom.graph.Place;
import kinoloom.graph.Quantity;
import kinoloom.graph.StepId;
import kinoloom.platform.Money;
import kinoloom.platform.TaskId;

/**
 * The engine's values as JSON: money as a number of yuan, times as ISO 8601, durations in seconds,
 * steps and places as they are written for people.
 */
public final class JsonText {
  private static final ObjectMapper MAPPER = mapper();

  private JsonText() {}

  /** One line. */
  public static String of(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write as JSON: " + value.getClass().getName(), e);
    }
  }

  private static ObjectMapper mapper() {
    SimpleModule module = new SimpleModule("kino");
    module.addSerializer(Money.class, writing((money, json) -> json.writeNumber(yuan(money))));
    module.addSerializer(Instant.class, writing((at, json) -> json.writeString(at.toString())));
    module.addSerializer(
        Duration.class, writing((time, json) -> json.writeNumber(time.toMillis() / 1000.0)));
    module.addSerializer(StepId.class, writing((step, json) -> json.writeString(step.value())));
    module.addSerializer(TaskId.class, writing((task, json) -> json.writeString(task.value())));
    module.addSerializer(Place.class, writing((place, json) -> json.writeString(place.toString())));
    module.addSerializer(Path.class, writing((path, json) -> json.writeString(path.toString())));
    module.addSerializer(Kind.class, writing((kind, json) -> json.writeString(kind.verb())));
    module.addSerializer(Budget.class, writing(JsonText::budget));
    return new ObjectMapper().registerModule(module);
  }

  /** {@code {"money":12.50,"clips":12,"lifted":["images"]}}. */
  private static void budget(Budget budget, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<Quantity, Long> one : budget.most().entrySet()) {
      json.writeFieldName(one.getKey().word());
      json.writeNumber(one.getKey().plain(one.getValue()));
    }
    json.writeArrayFieldStart("lifted");
    for (Quantity quantity : budget.lifted()) json.writeString(quantity.word());
    json.writeEndArray();
    json.writeEndObject();
  }

  private static BigDecimal yuan(Money money) {
    return BigDecimal.valueOf(money.fen(), 2);
  }

  @FunctionalInterface
  private interface Writing<T> {
    void write(T value, JsonGenerator json) throws IOException;
  }

  private static <T> JsonSerializer<T> writing(Writing<T> writing) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator json, SerializerProvider provider)
          throws IOException {
        writing.write(value, json);
      }
    };
  }
}
