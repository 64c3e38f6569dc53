package kinoloom.examples

import java.nio.file.Files
import java.nio.file.Path

/** The code blocks of a Markdown file. */
final class Document {
    private Document() {}

    /**
     * A code block.
     *
     * <p>{@code line} is that of its first line of code; {@code info} is what stands after the
     * fence: {@code groovy}, {@code groovy wrong}, {@code java}, …
     */
    static final class Block {
        final String document
        final int line
        final String info
        final String code

        Block(String document, int line, String info, String code) {
            this.document = document
            this.line = line
            this.info = info
            this.code = code
        }

        String getPlace() {
            "$document:$line"
        }

        @Override
        String toString() {
            "$place ($info)"
        }
    }

    /** The code in the comments of a Java file. */
    static List<Block> javadoc(Path file) {
        def lines = Files.readAllLines(file)
        List<Block> blocks = []
        lines.eachWithIndex { line, i ->
            if (!line.endsWith('* <pre>{@code')) return
            def code = lines.drop(i + 1).takeWhile { !it.endsWith('* }</pre>') }
            blocks << new Block(file.fileName.toString(), i + 2, 'java', code.collect { it.replaceFirst(/^ *\* ?/, '') + '\n' }.join(''))
        }
        blocks
    }

    static List<Block> blocks(Path file) {
        def lines = Files.readAllLines(file)
        List<Block> blocks = []
        for (int i = 0; i < lines.size(); i++) {
            if (!lines[i].startsWith('```')) continue
            int start = i + 1
            int end = start
            while (end < lines.size() && !lines[end].startsWith('```')) end++
            blocks << new Block(file.fileName.toString(), start + 1, lines[i].drop(3).trim(),
                lines.subList(start, end).collect { it + '\n' }.join(''))
            i = end
        }
        blocks
    }

    /** What its headings are called in links. */
    static List<String> headings(Path file) {
        Files.readString(file).replaceAll(/(?s)\n```.*?\n```/, '').findAll(/(?m)^#+ .*/)
            .collect { it.replaceFirst(/#+ /, '').toLowerCase(Locale.ROOT).replaceAll(/[^\p{L}\p{N} _-]/, '').replace(' ', '-') }
    }
}
