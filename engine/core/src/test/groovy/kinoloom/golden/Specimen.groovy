package kinoloom.golden

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.fixture.Mp4
import kinoloom.platform.FieldSpec
import kinoloom.platform.FieldSpec.Type
import kinoloom.platform.ModelSpec

/**
 * A script of one step, written for any model of the catalogue: with the words it needs, or with every word it takes. A value is one that
 * the model would not have chosen itself.
 */
final class Specimen {
    /** What is said where the catalogue allows anything. */
    private static final Map<String, Object> TEXTS = [
        prompt        : '''"南瓜" fly: it's late''',
        system        : 'You are a film director.',
        negativePrompt: 'blur, text',
        size          : '1280*720',
        messages      : [[role: 'system', content: 'You are a film director.'], [role: 'user', content: '"南瓜" fly']],
    ]
    private static final Map<String, List<String>> FILES =
        [image: ['first.png', 'last.png'], video: ['clip.mp4', 'other.mp4'], audio: ['sound.wav', 'other.wav']]

    private final ModelSpec spec
    private final Map<String, Object> words = [:]

    private Specimen(ModelSpec spec, List<FieldSpec> fields) {
        this.spec = spec
        fields.each { words[it.word()] = it.file() ? files(it) : value(it) }
        fields.each { words[it.word()] = followed(it.word()) ?: words[it.word()] }
    }

    /** The specimens of a model, by what they show. A word that cannot stand beside the others gets one of its own. */
    static Map<String, Specimen> of(ModelSpec spec) {
        def needed = spec.fields().findAll { it.required() }
        def all = new Specimen(spec, spec.fields())
        def alone = spec.fields().findAll { it.word() in all.faults*.word() }
        def specimens = ['What it needs': new Specimen(spec, needed), 'Every word it takes': new Specimen(spec, spec.fields() - alone)]
        alone.each { field ->
            def beside = needed.findAll { other -> new Specimen(spec, needed + field - other).faults }
            specimens["With $field.word instead".toString()] = new Specimen(spec, beside + field)
        }
        specimens.each { what, specimen -> assert specimen.faults == [], "$spec: $what" }
    }

    /** What the script names with {@code file}. */
    static void writeFiles(Path folder) {
        FILES.image.each { name -> Specimen.getResourceAsStream("/golden/files/$name").withCloseable { Files.copy(it, folder.resolve(name)) } }
        FILES.video.each { Files.write(folder.resolve(it), Mp4.bytes(it)) }
        FILES.audio.each { Files.write(folder.resolve(it), wav(it)) }
    }

    /** Half a second of nothing, and its name. */
    private static byte[] wav(String name) {
        def samples = new byte[8000 - name.length()]
        def out = new ByteArrayOutputStream()
        def number = { int n, int bytes -> bytes.times { out.write(n >> 8 * it) } }
        out << 'RIFF'.bytes
        number(36 + 8000, 4)
        out << 'WAVEfmt '.bytes
        [[16, 4], [1, 2], [1, 2], [8000, 4], [16000, 4], [2, 2], [16, 2]].each { n, bytes -> number(n, bytes) }
        out << 'data'.bytes
        number(8000, 4)
        out << samples << name.bytes
        out.toByteArray()
    }

    private static List<String> files(FieldSpec field) {
        def all = FILES[field.media()]
        assert all, "Specimen knows no $field.media file for ${field.word()}"
        field.type() == Type.FILES ? all.take(field.limits().max() ?: 2) : [field.word() == 'lastFrame' ? all[1] : all[0]]
    }

    private static Object value(FieldSpec field) {
        def limits = field.limits()
        if (limits.values()) return limits.values().find { it != field.standard() } ?: limits.values()[0]
        switch (field.type()) {
            case Type.INTEGER: return limits.min() == null ? 7 : limits.min() == field.standard() ? limits.max() : limits.min()
            case [Type.BOOLEAN, Type.YESNO]: return !(field.standard() in [true, 'Y'])
            default:
                assert TEXTS[field.word()], "Specimen has no value for ${field.word()}: write one"
                return TEXTS[field.word()]
        }
    }

    /** A value that follows from the other words, such as a size from resolution and ratio; null if there is none. */
    private Object followed(String word) {
        def others = words.findAll { it.key != word }
        def chosen = spec.check(others, [] as Set).params()[word]
        chosen == spec.field(word).get().standard() ? null : chosen
    }

    private List<ModelSpec.Fault> getFaults() { spec.check(words, [] as Set).faults() }

    String getScript() {
        def lines = words.collect { word, value ->
            if (spec.field(word).get().file()) return "    $word ${value.collect { "file('$it')" }.join(', ')}"
            value instanceof List ? "    $word(${written(value)})" : "    $word ${written(value)}"
        }
        "${verb()} {\n    model '${spec.model()}'\n${lines.join('\n')}\n}\n"
    }

    private static String written(Object value) {
        switch (value) {
            case String: return "'" + value.replace('\\', '\\\\').replace("'", "\\'") + "'"
            case List: return '[' + value.collect { written(it) }.join(', ') + ']'
            case Map: return '[' + value.collect { k, v -> "$k: ${written(v)}" }.join(', ') + ']'
            default: return value.toString()
        }
    }

    private String verb() { spec.category() == 't2t' ? 'chat' : spec.category() }
}
