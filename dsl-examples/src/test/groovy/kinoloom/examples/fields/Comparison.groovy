package kinoloom.examples.fields

import java.nio.file.Path

/**
 * Compares what one side takes and makes of a request with what the document says of each field. A difference is {@code open:} where the
 * document says nothing: no default, no values.
 */
final class Comparison {
    private static final int MOST_PROBED = 17

    private final Side side
    private final List<Row> section
    private final Map<String, Path> files
    private final Map<Map, Side.Outcome> known = [:]

    Comparison(Side side, List<Row> section, Map<String, Path> files) {
        this.side = side
        this.section = section
        this.files = files
    }

    /** What is not as documented, by models; empty if all is. */
    List<String> differences(Row row) {
        Map<String, List<String>> found = [:].withDefault { [] }
        row.models.each { model -> of(row, model).each { found[it.toString()] << model } }
        found.collect { difference, models -> models == row.models ? difference : "$difference (${models.join(', ')})".toString() }
    }

    private List<String> of(Row row, String model) {
        def base = section.findAll { it.needed }.collectEntries { [it.field, sample(it, model)] }
        if (side.says(row.field) || row.field == 'model') return said(row, base, model)
        missing(row, base) + standard(row, base) + values(row, base)
    }

    private Object sample(Row row, String model) {
        switch (row.field) {
            case 'model': return model
            case 'catelogid': return row.values
            case 'prompt': return 'a cat on the moon'
            default: return [files[row.media]] * (row.type == 'array' ? 2 : 1)
        }
    }

    /** The model and its category, and what else a side says by itself. */
    private List<String> said(Row row, Map base, String model) {
        if (row.type == 'boolean') return settled(base, row) in ['true', 'false'] ? ["open: `${settled(base, row)}` by itself"] : ['not said']
        def own = row.field == 'model' ? model : row.values
        def given = base + [model: model]
        def stranger = given + [(row.field): row.field == 'model' ? 'no-such-model' : row.category == 't2i' ? 't2v' : 't2i']
        def differences = []
        if (settled(given, row) != own) differences << "`${settled(given, row)}` is said".toString()
        if (!side.offer(row.category, stranger).refusal) differences << 'takes any'
        if (side.says(row.field)) return differences
        differences + missing(row, given) + standard(row, base)
    }

    private String settled(Map fields, Row row) {
        def outcome = known.computeIfAbsent(fields) { side.offer(row.category, fields) }
        assert !outcome.refusal, "$row: $outcome.refusal"
        outcome.settled[row.field] ?: ''
    }

    private List<String> missing(Row row, Map base) {
        if (!row.needed) return []
        def outcome = side.offer(row.category, base.findAll { it.key != row.field })
        if (!outcome.refusal) return ['may be left out']
        side.misses(row, outcome) ? [] : ["left out, it is told `$outcome.refusal`".toString()]
    }

    private List<String> standard(Row row, Map base) {
        if (row.needed) return []
        def got = settled(base, row)
        if (got == row.standardSaid || got == '' && side.leavingDefaults) return []
        ["${row.standard == '-' ? 'open: ' : ''}`$got` when left out".toString()]
    }

    private List<String> values(Row row, Map base) {
        def takes = { value -> !side.offer(row.category, base + [(row.field): value]).refusal }
        if (row.files) return ofFiles(row, takes)
        def holds = { value -> side.offer(row.category, base + [(row.field): value]).settled[row.field] == "$value".toString() }
        def differences = row.allowed.findAll { !holds(it) }.collect { "not `$it`".toString() }
        if (row.type == 'integer') return differences + ofNumbers(row, takes)
        if (row.type == 'boolean') return differences
        def odd = 'Some "words", 猫'
        if (row.allowed) return differences + (takes(odd) ? ['takes any text'] : [])
        holds(odd) ? [] : ['open: not any text']
    }

    private static List<String> ofNumbers(Row row, Closure<Boolean> takes) {
        def differences = takes('five') ? ['takes a text'] : []
        if (row.allowed) {
            def others = (0..MOST_PROBED).findAll { !(it in row.allowed) && takes(it) }
            return others ? differences + ["takes ${others.join(', ')} as well".toString()] : differences
        }
        def range = (0..MOST_PROBED).find { takes(it) }..(MOST_PROBED..0).find { takes(it) }
        range == row.range ? differences : differences + ["${row.values ? '' : 'open: '}only ${range.from} to ${range.to}".toString()]
    }

    private List<String> ofFiles(Row row, Closure<Boolean> takes) {
        def some = { int n -> [files[row.media]] * n }
        def differences = takes([files.text]) ? ['takes any file'] : []
        if (!takes(some(1))) differences << 'takes none'
        int most = (2..MOST_PROBED).find { !takes(some(it)) }?.minus(1) ?: MOST_PROBED
        int documented = row.type == 'file' ? 1 : row.range ? row.range.to : MOST_PROBED
        most == documented ? differences : differences + ["${row.values || row.type == 'file' ? '' : 'open: '}at most $most".toString()]
    }
}
