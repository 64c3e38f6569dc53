package kinoloom.dsl;

import java.util.List;

/**
 * A file of a script, compiled.
 *
 * @param name what messages call it
 * @param variables the names it declares
 * @param functions the names of the functions it declares
 */
record Code(
    String name,
    String text,
    Class<? extends ScriptBase> type,
    List<String> variables,
    List<String> functions,
    Marks marks) {}
