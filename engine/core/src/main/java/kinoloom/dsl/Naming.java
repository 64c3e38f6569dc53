package kinoloom.dsl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.graph.Place;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.syntax.SyntaxException;
import org.codehaus.groovy.syntax.Types;

/**
 * Gives every verb call of a script a {@link Site}, so that a step is named after the variable (or
 * map key) it is assigned to. Names are counted in source order: they do not depend on what runs
 * first.
 */
final class Naming extends CompilationCustomizer {
  private final Set<String> verbs;
  private final List<String> variables;
  private final Marks marks;

  /**
   * @param variables filled with the names that the script declares, for offering near ones
   * @param marks shown the script as it was written
   */
  Naming(Set<String> verbs, List<String> variables, Marks marks) {
    super(CompilePhase.CONVERSION);
    this.verbs = verbs;
    this.variables = variables;
    this.marks = marks;
  }

  @Override
  public void call(SourceUnit source, GeneratorContext context, ClassNode classNode) {
    marks.visitClass(classNode);
    new Visitor(source).visitClass(classNode);
  }

  /**
   * Lets a word be a word in its block although a variable has the same name: {@code clips clips}.
   * Groovy would call the variable.
   */
  private static final class Words extends CodeVisitorSupport {
    private final List<String> words;

    Words(List<String> words) {
      this.words = words;
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
      if (call.isImplicitThis() && words.contains(call.getMethodAsString())) {
        VariableExpression delegate = new VariableExpression("delegate");
        delegate.setSourcePosition(call.getMethod());
        call.setObjectExpression(delegate);
        call.setImplicitThis(false);
      }
      super.visitMethodCallExpression(call);
    }

    @Override
    public void visitClosureExpression(ClosureExpression inner) {
      // Another closure has another delegate.
    }
  }

  private final class Visitor extends ClassCodeVisitorSupport {
    private final SourceUnit source;
    private final Map<Expression, String> hints = new IdentityHashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private String within = "";

    private final Set<ClosureExpression> computed =
        Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean computing;

    /** How many blocks of defaults are around: no step is made in them. */
    private int layers;

    Visitor(SourceUnit source) {
      this.source = source;
    }

    @Override
    protected SourceUnit getSourceUnit() {
      return source;
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
      if (!declaration.isMultipleAssignmentDeclaration()) {
        String name = declaration.getVariableExpression().getName();
        variables.add(name);
        marks.declare(name, declaration.getVariableExpression());
        hints.put(declaration.getRightExpression(), name);
      }
      super.visitDeclarationExpression(declaration);
    }

    @Override
    public void visitBinaryExpression(BinaryExpression expression) {
      if (expression.getOperation().getType() == Types.ASSIGN
          && expression.getLeftExpression() instanceof VariableExpression variable) {
        variables.add(variable.getName());
        hints.put(expression.getRightExpression(), variable.getName());
      }
      super.visitBinaryExpression(expression);
      switch (expression.getOperation().getType()) {
        case Types.COMPARE_EQUAL, Types.COMPARE_NOT_EQUAL -> {
          expression.setLeftExpression(known(expression.getLeftExpression()));
          expression.setRightExpression(known(expression.getRightExpression()));
        }
        case Types.LEFT_SQUARE_BRACKET ->
            expression.setRightExpression(known(expression.getRightExpression()));
        default -> {}
      }
    }

    private Expression known(Expression value) {
      if (!(value instanceof VariableExpression || value instanceof PropertyExpression)) {
        return value;
      }
      Expression known =
          new StaticMethodCallExpression(
              ClassHelper.make(Known.class), "known", new ArgumentListExpression(value));
      known.setSourcePosition(value);
      return known;
    }

    @Override
    public void visitMapEntryExpression(MapEntryExpression entry) {
      if (entry.getKeyExpression() instanceof ConstantExpression key) {
        hints.put(entry.getValueExpression(), String.valueOf(key.getValue()));
      }
      super.visitMapEntryExpression(entry);
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
      if (closure.getParameters() != null) {
        for (Parameter parameter : closure.getParameters()) variables.add(parameter.getName());
      }
      boolean outer = computing;
      computing |= computed.contains(closure);
      super.visitClosureExpression(closure);
      computing = outer;
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
      String verb = call.getMethodAsString();
      boolean block = call.isImplicitThis() && verb != null && verbs.contains(verb);
      if (block && computing) {
        String message =
            "'" + verb + "' cannot stand inside a compute block\n" + ScriptBase.NO_STEPS;
        source.addError(
            new SyntaxException(
                SyntaxMistakes.OURS + message,
                call.getMethod().getLineNumber(),
                call.getMethod().getColumnNumber()));
      }
      if (block && verb.equals("compute") && block(call) != null) computed.add(block(call));
      if (block || call.isImplicitThis() && "profile".equals(verb)) named(call);
      if (block) {
        name(call, verb);
        if (block(call) != null) block(call).getCode().visit(new Words(Block.words(verb)));
      }
      boolean layer = call.isImplicitThis() && ("defaults".equals(verb) || "profile".equals(verb));
      String outer = within;
      if (block || layer) within = verb;
      if (layer) layers++;
      super.visitMethodCallExpression(call);
      if (layer) layers--;
      within = outer;
    }

    /** Groovy takes {@code prompt: 'x'} for a labelled statement that does nothing. */
    @Override
    protected void visitStatement(Statement statement) {
      List<String> labels = statement.getStatementLabels();
      if (labels != null && statement instanceof ExpressionStatement) {
        for (String label : labels) mistake(label, statement);
      }
      super.visitStatement(statement);
    }

    private void mistake(String label, Statement statement) {
      boolean word = Block.words(within).contains(label);
      String message =
          word
              ? "'"
                  + label
                  + ":' says nothing in "
                  + Mistakes.a(within)
                  + " block\nleave the ':' out"
              : "'" + label + ":' says nothing here\nthe line before may need a comma at its end";
      Place place = marks.label(label, statement.getLineNumber());
      source.addError(
          new SyntaxException(SyntaxMistakes.OURS + message, place.line(), place.column()));
    }

    /** Groovy reads {@code t2i 'hero' { … }} as {@code t2i('hero'({ … }))}. */
    private void named(MethodCallExpression call) {
      if (!(call.getArguments() instanceof TupleExpression given)
          || given.getExpressions().size() != 1
          || !(given.getExpression(0) instanceof MethodCallExpression name)
          || !name.isImplicitThis()
          || !marks.quoted(name.getMethod())
          || block(name) == null) {
        return;
      }
      call.setArguments(new ArgumentListExpression(name.getMethod(), block(name)));
    }

    private static ClosureExpression block(MethodCallExpression call) {
      if (!(call.getArguments() instanceof TupleExpression given)) return null;
      List<Expression> arguments = given.getExpressions();
      boolean closes =
          !arguments.isEmpty() && arguments.get(arguments.size() - 1) instanceof ClosureExpression;
      return closes ? (ClosureExpression) arguments.get(arguments.size() - 1) : null;
    }

    private void name(MethodCallExpression call, String verb) {
      if (!(call.getArguments() instanceof TupleExpression given)) return;
      List<Expression> arguments = new ArrayList<>(given.getExpressions());
      if (!verb.equals("compute")) arguments.replaceAll(Visitor::withoutIt);
      boolean values = verb.equals("compute") || verb.equals("approve");
      // With more than its block it has a name, whatever gives it.
      if (layers > 0 || arguments.isEmpty() || (arguments.size() > 1 && !values)) {
        call.setArguments(new ArgumentListExpression(arguments));
        return;
      }
      String hint = hints.getOrDefault(call, verb);
      int use = uses.merge(hint, 1, Integer::sum);
      Expression site =
          new ConstructorCallExpression(
              ClassHelper.make(Site.class),
              new ArgumentListExpression(
                  new ConstantExpression(use == 1 ? hint : hint + "-" + use),
                  new ConstantExpression(call.getMethod().getLineNumber(), true),
                  new ConstantExpression(call.getMethod().getColumnNumber(), true)));
      site.setSourcePosition(call);
      arguments.add(0, site);
      call.setArguments(new ArgumentListExpression(arguments));
    }

    /** A block is given nothing: its {@code it} is that of the closure around it. */
    private static Expression withoutIt(Expression argument) {
      if (!(argument instanceof ClosureExpression block) || block.isParameterSpecified()) {
        return argument;
      }
      ClosureExpression bare = new ClosureExpression(null, block.getCode());
      bare.setSourcePosition(block);
      return bare;
    }
  }
}
