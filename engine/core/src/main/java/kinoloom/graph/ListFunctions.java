package kinoloom.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The list functions of the language, on lists of anything: values, or inputs not known yet. */
final class ListFunctions {
  /** Functions that need the order and number of the elements, not the elements. */
  private static final Set<String> STRUCTURAL =
      Set.of("first", "last", "take", "drop", "reverse", "collate", "withIndex", "size", "flatten");

  private ListFunctions() {}

  static boolean structural(String function) {
    return STRUCTURAL.contains(function);
  }

  static Object apply(List<?> list, Segment.Call call) {
    return switch (call.function()) {
      case "first" -> element(list, 0, call);
      case "last" -> element(list, list.size() - 1, call);
      case "take" -> List.copyOf(list.subList(0, Math.min(number(call), list.size())));
      case "drop" -> List.copyOf(list.subList(Math.min(number(call), list.size()), list.size()));
      case "reverse" -> {
        List<Object> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        yield reversed;
      }
      case "collate" -> collate(list, number(call));
      case "withIndex" -> withIndex(list);
      case "size" -> list.size();
      case "flatten" -> flatten(list);
      case "join" ->
          list.stream()
              .map(String::valueOf)
              .collect(
                  Collectors.joining(
                      call.arguments().isEmpty() ? "" : String.valueOf(call.arguments().get(0))));
      default -> throw new IllegalArgumentException("There is no list function " + call.function());
    };
  }

  private static Object element(List<?> list, int index, Segment.Call call) {
    if (index < 0 || list.isEmpty()) {
      throw new ValueException(call.function() + "() of an empty list");
    }
    return list.get(index);
  }

  private static int number(Segment.Call call) {
    int number = ((Number) call.arguments().get(0)).intValue();
    if (number < 0 || (number == 0 && call.function().equals("collate"))) {
      throw new ValueException(call.function() + "(" + number + ") needs a positive number");
    }
    return number;
  }

  private static List<List<Object>> collate(List<?> list, int size) {
    List<List<Object>> groups = new ArrayList<>();
    for (int i = 0; i < list.size(); i += size) {
      groups.add(new ArrayList<>(list.subList(i, Math.min(i + size, list.size()))));
    }
    return groups;
  }

  private static List<List<Object>> withIndex(List<?> list) {
    List<List<Object>> pairs = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      List<Object> pair = new ArrayList<>();
      pair.add(list.get(i));
      pair.add(i);
      pairs.add(pair);
    }
    return pairs;
  }

  private static List<Object> flatten(List<?> list) {
    List<Object> flat = new ArrayList<>();
    for (Object element : list) {
      if (element instanceof List<?> inner) flat.addAll(flatten(inner));
      else if (element instanceof Input.ListOf inner) flat.addAll(flatten(inner.elements()));
      else flat.add(element);
    }
    return flat;
  }
}
