package kinoloom.dsl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.graph.Place;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Where the names and texts of a script stand. A stack trace tells only the line; the column is
 * looked up here when a mistake is told.
 */
final class Marks extends ClassCodeVisitorSupport {
  private final String file;
  private final List<String> lines;
  private final Map<String, List<Mark>> marks = new HashMap<>();
  private final List<Extent> statements = new ArrayList<>();

  private final Map<String, Place> declared = new LinkedHashMap<>();

  private record Mark(int line, int column) {}

  private record Extent(int line, int lastLine) {}

  Marks(String file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
  }

  void declare(String name, ASTNode node) {
    declared.putIfAbsent(name, new Place(file, node.getLineNumber(), node.getColumnNumber()));
  }

  /** The variables that the file declares, and where. */
  Map<String, Place> declared() {
    return declared;
  }

  /** How often a name or text stands in the file. */
  int count(String name) {
    return marks.getOrDefault(name, List.of()).size();
  }

  /** Whether nothing is said. */
  boolean empty() {
    return statements.isEmpty();
  }

  /** Where a label stands before a statement. */
  Place label(String label, int line) {
    for (int number = line; number > 0; number--) {
      int at = lines.get(number - 1).indexOf(label);
      if (at >= 0) return new Place(file, number, lines.get(number - 1).codePointCount(0, at) + 1);
    }
    return at(line);
  }

  /** Whether a quoted text stands at a place. */
  boolean quoted(ASTNode node) {
    if (node.getLineNumber() < 1 || node.getLineNumber() > lines.size()) return false;
    String text = lines.get(node.getLineNumber() - 1);
    int at = node.getColumnNumber() - 1;
    return at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"');
  }

  /** Whether a minus follows a name at a place. */
  boolean negated(String name, Place place) {
    if (place.line() < 1 || place.line() > lines.size() || place.column() < 1) return false;
    String text = lines.get(place.line() - 1);
    int from = Math.min(place.column() - 1 + name.length(), text.length());
    return text.substring(from).stripLeading().startsWith("-");
  }

  /** A place of which only the line is known, at its first sign. */
  Place at(int line) {
    if (line < 1 || line > lines.size()) return new Place(file, Math.max(line, 0));
    String text = lines.get(line - 1);
    int blanks = text.length() - text.stripLeading().length();
    return new Place(file, line, text.isBlank() ? 0 : blanks + 1);
  }

  /**
   * Where a name stands that something was said about.
   *
   * @param line as a stack trace tells it: that of the statement, or of a part of it
   * @param from nothing before it on its line is meant
   */
  Place find(String name, int line, Place from) {
    List<Mark> known = marks.getOrDefault(name, List.of());
    int after = from.line() == line && from.file().equals(file) ? from.column() : 0;
    Mark found = null;
    for (Mark mark : known) {
      if (mark.line != line || mark.column < after) continue;
      if (found == null || mark.column < found.column) found = mark;
    }
    if (found == null) found = further(known, line);
    return found == null ? at(line) : new Place(file, found.line, found.column);
  }

  private Mark further(List<Mark> known, int line) {
    int last = line;
    int start = 0;
    for (Extent statement : statements) {
      if (statement.line > line || statement.lastLine < line || statement.line < start) continue;
      start = statement.line;
      last = statement.lastLine;
    }
    Mark found = null;
    for (Mark mark : known) {
      if (mark.line < line || mark.line > last) continue;
      if (found == null || mark.line < found.line) found = mark;
    }
    return found;
  }

  private void mark(String name, ASTNode node) {
    if (node.getLineNumber() < 1) return;
    marks
        .computeIfAbsent(name, it -> new ArrayList<>())
        .add(new Mark(node.getLineNumber(), node.getColumnNumber()));
  }

  @Override
  protected SourceUnit getSourceUnit() {
    return null;
  }

  @Override
  public void visitConstantExpression(ConstantExpression constant) {
    if (constant.getValue() instanceof String text) mark(text, constant);
  }

  @Override
  public void visitVariableExpression(VariableExpression variable) {
    mark(variable.getName(), variable);
  }

  @Override
  public void visitClosureExpression(ClosureExpression closure) {
    if (closure.getParameters() != null) {
      for (Parameter parameter : closure.getParameters()) mark(parameter.getName(), parameter);
    }
    super.visitClosureExpression(closure);
  }

  @Override
  protected void visitStatement(Statement statement) {
    if (statement.getLineNumber() > 0) {
      statements.add(new Extent(statement.getLineNumber(), statement.getLastLineNumber()));
    }
    super.visitStatement(statement);
  }
}
