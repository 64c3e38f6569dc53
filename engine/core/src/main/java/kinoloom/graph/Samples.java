package kinoloom.graph;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of a shape to rehearse with, within all it says. */
final class Samples {
  private static final BigDecimal USUAL = BigDecimal.valueOf(5);

  private Samples() {}

  static Object of(Schema shape, String name, int elements, int variant) {
    Schema schema = shape.bare();
    if (schema instanceof Schema.ObjectOf object) {
      Map<String, Object> sample = new LinkedHashMap<>();
      object
          .fields()
          .forEach(
              (field, inner) ->
                  sample.put(field, of(inner, name + "." + field, elements, variant)));
      return sample;
    }
    if (schema instanceof Schema.ListOf list) {
      List<Object> sample = new ArrayList<>();
      int size = Math.max(list.least(), Math.min(list.most(), elements));
      for (int i = 0; i < size; i++) {
        sample.add(of(list.element(), name + " " + (i + 1), elements, variant));
      }
      return sample;
    }
    if (schema instanceof Schema.OneOf choice) return choice.values().get(variant);
    Schema.Scalar scalar = (Schema.Scalar) schema;
    return switch (scalar.type()) {
      case STRING -> Opaque.MARK + name + (variant == 0 ? "" : "'") + "⟩";
      case ANY -> new Opaque(name);
      case INTEGER -> whole(number(scalar.range(), variant));
      case NUMBER -> number(scalar.range(), variant);
      case BOOLEAN -> variant == 0;
    };
  }

  private static BigDecimal number(Schema.Range range, int variant) {
    BigDecimal wanted = USUAL.add(BigDecimal.valueOf(variant));
    if (range == null) return wanted;
    BigDecimal from = range.from();
    BigDecimal to = range.to();
    if (range.holds(USUAL) && range.holds(USUAL.add(BigDecimal.ONE))) return wanted;
    if (from == null) return to.subtract(BigDecimal.valueOf(variant));
    if (variant == 0) return from;
    return to == null || to.subtract(from).compareTo(BigDecimal.ONE) > 0
        ? from.add(BigDecimal.ONE)
        : to;
  }

  private static Object whole(BigDecimal number) {
    BigInteger whole = number.toBigInteger();
    if (whole.bitLength() < Integer.SIZE) return whole.intValue();
    return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
  }
}
