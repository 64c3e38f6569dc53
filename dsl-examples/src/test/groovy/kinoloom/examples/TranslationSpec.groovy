package kinoloom.examples

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification

/** README in Chinese says what README says: whoever changes one changes the other. */
class TranslationSpec extends Specification {
    static final Path ROOT = Path.of('..').toAbsolutePath().normalize()

    @Shared
    String english = Files.readString(ROOT.resolve('README.md'))

    @Shared
    String chinese = Files.readString(ROOT.resolve('README.zh-CN.md'))

    def 'both have the same #what'() {
        expect:
        !find(english).empty
        find(chinese) == find(english)

        where:
        what                       | find
        'headings, in number'      | { it.findAll(/(?m)^#+ /) }
        'blocks of code'           | { it.findAll(/(?s)\n```.*?\n```/) }
        'commands, remarks aside'  | { it.findAll(/(?m)^    [^ -].*/)*.replaceAll(/ +#.*/, '') }
        'table rows, in number'    | { it.findAll(/(?m)^\|/) }
        'points of the promises'   | { it.findAll(/(?m)^\d\. /) }
        'places that links lead to' | { it.findAll(/\]\([^)]+\)/).findAll { !(it ==~ /\]\(README.*/) } }
        'words in code letters'    | { it.replaceAll(/(?s)\n```.*?\n```/, '').findAll(/`[^`\n]+`/).toSet() }
        'figures'                  | { it.findAll(/\d[\d,.]*/)*.replaceAll(/[,.]+$/, '').countBy { it } }
    }

    def 'each leads to the other'() {
        expect:
        english.contains('(README.zh-CN.md)')
        chinese.contains('(README.md)')
    }

    def 'every place that a link of #name leads to is there'() {
        expect:
        (text =~ /\]\((?!https:)([^)#]+)/).collect { it[1] }.findAll { !Files.exists(folder.resolve(it)) } == []

        where:
        name                     | folder
        'README.md'              | ROOT
        'README.zh-CN.md'        | ROOT
        'dsl-examples/README.md' | ROOT.resolve('dsl-examples')
        text = Files.readString(ROOT.resolve(name))
    }
}
