package kinoloom.examples.fields

import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import kinoloom.platform.Catalogue
import kinoloom.platform.FieldSpec
import kinoloom.platform.MediaFile
import kinoloom.platform.Request
import kinoloom.platform.http.HttpPlatform

/** Our client: the catalogue checks, the request goes out, and what it says is read from the wire. */
final class ClientSide implements Side, Closeable {
    private static final Map<String, String> TYPES = [image: 'image/png', video: 'video/mp4', audio: 'audio/wav']

    final Wiretap wiretap = new Wiretap()
    final HttpPlatform platform = HttpPlatform.builder().baseUrl(wiretap.url).apiKey { 'sk-fields' }.build()
    private final Catalogue catalogue = Catalogue.load()

    /** The word that a script says for a field; null if none is needed. */
    String word(String category, String model, String field) {
        spec(category, model)?.fields()?.find { it.wire() == field }?.word()
    }

    private spec(String category, Object model) { catalogue.find(category, model as String).orElse(null) }

    @Override
    Outcome offer(String category, Map<String, Object> fields) {
        def model = fields.model ?: 'qwen3-max'
        def spec = spec(fields.catelogid as String ?: category, model)
        if (!spec) return Outcome.refused(catalogue.explainUnknown(category, model as String))
        Map<String, Object> words = [:]
        List<MediaFile> files = []
        for (entry in fields.findAll { !(it.key in ['model', 'catelogid']) }) {
            if (entry.key == 'stream') continue // It decides that by itself.
            def field = spec.fields().find { it.wire() == entry.key }
            if (!field) return Outcome.refused("$model takes no $entry.key")
            if (field.file()) {
                def other = entry.value.find { kind(it) != field.media() }
                if (other) return Outcome.refused("$entry.key wants no $other")
                entry.value.each { files << new MediaFile(field.word(), 'a' * 64, TYPES[field.media()], it) }
            }
            words[field.word()] = field.type() == FieldSpec.Type.YESNO ? [Y: true, N: false].get(entry.value, entry.value) : entry.value
        }
        def check = spec.check(words, [] as Set)
        def faults = check.faults() + check.tooMany()
        if (faults) return Outcome.refused(faults[0].message())
        platform.submit(new Request(spec.category(), spec.model(), check.params(), [:], files), 'tr-1', { CompletableFuture.completedFuture(null) }).get()
        Outcome.taken(wiretap.fields)
    }

    private static String kind(Path file) { file.fileName.toString().replaceAll(/\..*/, '') }

    @Override
    boolean says(String field) { field in ['model', 'catelogid', 'stream'] }

    @Override
    boolean misses(Row row, Outcome outcome) { outcome.refusal.contains(' needs ') }

    @Override
    boolean isLeavingDefaults() { true }

    @Override
    void close() {
        platform.close()
        wiretap.close()
    }
}
