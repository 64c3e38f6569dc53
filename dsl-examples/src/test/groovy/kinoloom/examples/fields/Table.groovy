package kinoloom.examples.fields

/** The field table, as Markdown. */
final class Table {
    private static final Map<String, String> PARTS = [
        header: 'Headers of every request', models: 'Question for the models (`GET /llmage/v1/models`)', chat: 'Chat (`POST /llmage/v1/chat/completions`)',
        'chat answer': 'Answer of a chat', 'chat stream': 'One line of an answer that streams', submitted: 'Answer to a request for a picture or a clip',
        tasks: 'Question for a task (`GET /llmage/v1/tasks`)', task: 'Answer about a task', error: 'Errors (`{"error": …}`)']

    private final List<Row> rows
    private final Map<Row, List<String>> cells
    private final ClientSide client

    Table(List<Row> rows, Map<Row, List<String>> cells, ClientSide client) {
        this.rows = rows
        this.cells = cells
        this.client = client
    }

    @Override
    String toString() {
        def all = cells.values().flatten()
        int differing = all.count { it.contains('differs: ') }
        int open = all.count { it.contains('open: ') && !it.contains('differs: ') }
        def summary = "${rows.size()} fields, ${all.size()} cells: ${all.size() - open - differing} as documented, $open where the document leaves something open, ${differing ?: 'none'} that differ."
        def sections = rows.groupBy { [it.part, it.category, it.models] }.values().collect { section(it) }
        "$summary\n\n${sections.join('\n')}"
    }

    private String section(List<Row> section) {
        def first = section[0]
        boolean request = first.part in ['chat', 'request']
        def heading = first.part == 'request' ? "`$first.category`: ${first.models.collect { "`$it`" }.join(', ')}" : PARTS[first.part]
        def columns = ['field', 'type', 'required', 'default', 'allowed'] + (request ? ['in a script'] : []) + ['client', 'emulator']
        def lines = section.collect { row ->
            [code(row.field), row.type, row.required, code(row.standard), row.range ? row.values : row.allowed.collect { code(it) }.join(', ') ?: '-'] +
                (request ? [code(client.word(row.category, row.models[0], row.field) ?: '-')] : []) + cells[row]
        }
        "### $heading\n\n" + ([columns, columns.collect { '---' }] + lines).collect { "| ${it.join(' | ')} |\n" }.join('')
    }

    private static String code(Object text) { text in ['-', ''] ? '-' : "`$text`" }
}
