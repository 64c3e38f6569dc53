package kinoloom.dsl;

/**
 * Where in a script a verb is called, and the name its step gets when the script gives none: the
 * variable it is assigned to, else the verb. Put into the call by {@link Naming}.
 */
public record Site(String name, int line, int column) {}
