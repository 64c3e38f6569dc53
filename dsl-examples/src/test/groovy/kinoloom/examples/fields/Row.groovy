package kinoloom.examples.fields

/** A field of the platform's document, as transcribed in {@code fields/document.tsv}. */
final class Row {
    final String part
    final String category
    final List<String> models
    final String field
    final String type
    final String required
    final String standard
    final String values

    private Row(List<String> cells) {
        (part, category, field, type, required, standard, values) = cells[0, 1, 3, 4, 5, 6, 7]
        models = cells[2].split(',').toList()
    }

    static List<Row> all() {
        Row.getResource('/fields/document.tsv').getText('UTF-8').readLines().drop(1).collect { new Row(it.split('\t', -1).toList()) }
    }

    boolean isNeeded() { required == 'yes' }

    boolean isFiles() { type in ['file', 'array'] }

    /** What kind of file it wants. */
    String getMedia() { field.startsWith('video') ? 'video' : field.startsWith('audio') ? 'audio' : 'image' }

    /** The values that are listed; empty if none are, or a range. */
    List getAllowed() { values && !range ? values.split(',').collect { typed(it) } : [] }

    /** {@code 1..16}, or {@code ..9} for a number of files; null where there is none. */
    IntRange getRange() {
        def bounds = values =~ /^(\d*)\.\.(\d+)$/
        bounds ? ((bounds[0][1] ?: '1') as int)..(bounds[0][2] as int) : null
    }

    /** What the document says stands there when nothing is said; empty if it says nothing. */
    String getStandardSaid() { standard in ['-', '(empty)', '[]'] ? '' : standard }

    private Object typed(String value) {
        type == 'integer' ? value as int : type == 'boolean' ? value == 'true' : value
    }

    @Override
    String toString() { "$part $category $field" }
}
