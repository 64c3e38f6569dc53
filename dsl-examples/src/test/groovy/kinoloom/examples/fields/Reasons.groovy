package kinoloom.examples.fields

/**
 * Why something is not as documented: side, category and field, the difference as an expression, the reason. What explains an {@code open:}
 * explains nothing where the document does say something.
 */
final class Reasons {
    private final List<List<String>> all = Reasons.getResource('/fields/differences.tsv').getText('UTF-8').readLines().drop(1)*.split('\t')*.toList()
    private final Set<List<String>> used = []
    final List<String> unexplained = []

    /** What the table says: {@code green}, or every difference with its reason. */
    String cell(String side, Row row, List<String> differences, String green) {
        differences ? differences.collect { "${it.startsWith('open: ') ? '' : 'differs: '}$it (${reason(side, row, it)})" }.join('; ') : green
    }

    private String reason(String side, Row row, String difference) {
        def plain = difference.replaceAll(/ \([^)]*\)$/, '')
        def found = all.find { it[0] in ['*', side] && it[1] in ['*', row.category] && row.field ==~ it[2] && plain ==~ it[3] }
        if (found) used << found
        else unexplained << "$side: $row: $difference".toString()
        found ? found[4] : '**without a reason**'
    }

    List<List<String>> unused() { all.findAll { !(it in used) } }
}
