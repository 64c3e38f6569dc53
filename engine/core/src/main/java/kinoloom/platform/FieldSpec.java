package kinoloom.platform;

/** STUB */
public record FieldSpec(String word, boolean file, boolean required) {}
