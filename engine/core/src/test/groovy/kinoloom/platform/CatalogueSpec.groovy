package kinoloom.platform

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** The models as the platform documents them, and what a user's own file may do to them. */
class CatalogueSpec extends Specification {
    @Shared
    Catalogue catalogue = Catalogue.load()
    @TempDir
    Path dir

    def "every documented model is there"() {
        expect:
        catalogue.of(category).findAll { it.seen().empty }*.model() == models

        where:
        category | models
        't2t'    | ['qwen3-max']
        't2i'    | ['wan2.2-t2i-plus', 'wan2.5-t2i-preview', 'wan2.2-t2i-flash', 'cogview-3-flash']
        't2v'    | ['happyhorse-1.0-t2v', 'doubao-seedance-2-0-260128', 'doubao-seedance-2-0-fast-260128', 'dreamina-seedance-2-0-260128', 'doubao-seedance-1-5-pro-251215', 'wan2.6-t2v', 'viduq3-pro']
        'i2v'    | ['happyhorse-1.0-i2v', 'doubao-seedance-2-0-260128', 'dreamina-seedance-2-0-260128', 'doubao-seedance-1-5-pro-251215', 'viduq3-pro', 'wan2.6-r2v']
        'ref2v'  | ['happyhorse-1.0-r2v', 'doubao-seedance-2-0-260128', 'dreamina-seedance-2-0-260128']
        'r2v'    | ['happyhorse-1.0-r2v', 'doubao-seedance-2-0-260128', 'dreamina-seedance-2-0-260128']
    }

    def "#spec is well-formed"() {
        expect:
        spec.vendor() && spec.description()
        def checked = spec.fields().any { it.limits().picture() != PictureRule.NONE }
        spec.source().keySet() - 'seen' == ['fields', 'price', 'typical'] + (checked ? ['pictures'] : []) as Set
        spec.field('prompt').get().required()
        spec.wireCategories()[0] == spec.category()
        spec.fields()*.wire().findAll().toUnique().size() == spec.fields().count { it.sent() }
        spec.fields().findAll { it.file() }.every { it.media() in ['image', 'video', 'audio'] && it.sent() }
        spec.typical([:]).p50() > 0
        spec.estimate([:]).low() <= spec.estimate([:]).high()

        and: 'what costs by the second always says how long and how large'
        if (spec.endpoint() == ModelSpec.Endpoint.VIDEO && spec.seen().empty) {
            def params = spec.check(least(spec), [] as Set).params()
            assert params.duration instanceof Integer
            assert params.resolution || params.size
            assert spec.estimate(params).low() == spec.estimate(params).high()
            assert spec.estimate(params).high() > Money.ZERO
        }

        and: 'what is required is enough'
        spec.check(least(spec), [] as Set).faults().empty

        where:
        spec << catalogue.models()
    }

    def "#category #model is sent #params when little is said"() {
        expect:
        def spec = catalogue.find(category, model).get()
        spec.check(least(spec), [] as Set).params() == [prompt: 'x'] + params

        where:
        category | model                             | params
        't2t'    | 'qwen3-max'                       | [:]
        't2i'    | 'wan2.2-t2i-plus'                 | [:]
        't2v'    | 'happyhorse-1.0-t2v'              | [resolution: '720P', duration: 5]
        't2v'    | 'doubao-seedance-2-0-260128'      | [resolution: '720p', duration: 5]
        't2v'    | 'doubao-seedance-2-0-fast-260128' | [resolution: '720p', duration: 5]
        't2v'    | 'dreamina-seedance-2-0-260128'    | [resolution: '720p', duration: 5]
        't2v'    | 'doubao-seedance-1-5-pro-251215'  | [resolution: '1080p', duration: 12]
        't2v'    | 'wan2.6-t2v'                      | [size: '1920*1080', duration: 15]
        't2v'    | 'viduq3-pro'                      | [resolution: '1080p', ratio: '16:9', duration: 10, offPeak: 'N']
        'i2v'    | 'happyhorse-1.0-i2v'              | [resolution: '720P', duration: 5]
        'i2v'    | 'doubao-seedance-2-0-260128'      | [resolution: '720p', duration: 5]
        'i2v'    | 'doubao-seedance-1-5-pro-251215'  | [resolution: '1080p', duration: 12]
        'i2v'    | 'viduq3-pro'                      | [resolution: '1080p', ratio: '16:9', duration: 10, offPeak: 'N']
        'i2v'    | 'wan2.6-r2v'                      | [size: '1920*1080', duration: 15]
        'ref2v'  | 'happyhorse-1.0-r2v'              | [resolution: '1080P', duration: 15]
        'ref2v'  | 'doubao-seedance-2-0-260128'      | [resolution: '1080p', duration: 12]
    }

    def "the files of #category #model are called #wires"() {
        expect:
        catalogue.find(category, model).get().fields().findAll { it.file() }.collectEntries { [it.word(), it.wire() + (it.required() ? '!' : '')] } == wires

        where:
        category | model                            | wires
        'i2v'    | 'happyhorse-1.0-i2v'             | [firstFrame: 'image_file!']
        'i2v'    | 'doubao-seedance-2-0-260128'     | [firstFrame: 'image1_file!', lastFrame: 'image2_file!']
        'i2v'    | 'dreamina-seedance-2-0-260128'   | [firstFrame: 'image1_file!', lastFrame: 'image2_file!']
        'i2v'    | 'doubao-seedance-1-5-pro-251215' | [firstFrame: 'image_file1', lastFrame: 'image_file2']
        'i2v'    | 'viduq3-pro'                     | [firstFrame: 'image_file1!', lastFrame: 'image_file2!']
        'i2v'    | 'wan2.6-r2v'                     | [firstFrame: 'image_file1!', lastFrame: 'image_file2!']
        'ref2v'  | 'happyhorse-1.0-r2v'             | [images: 'image_files!']
        'ref2v'  | 'doubao-seedance-2-0-260128'     | [images: 'image_files!', videos: 'video_files', audios: 'audio_files']
    }

    def "models that are not in the platform's document are marked, with what is left open"() {
        given:
        def newer = catalogue.models().findAll { it.seen().present }

        expect: 'they come after the documented ones of their category, and not in their place'
        newer.size() == 23
        catalogue.models().size() - newer.size() == 21
        ['t2t', 't2i', 't2v', 'i2v', 'ref2v'].every { catalogue.of(it)[0].seen().empty }
        newer.every { it.source().keySet().containsAll(['seen', 'fields', 'price', 'typical']) }
        newer.every { it.source().seen == "the platform's public code, not its API document" }

        and: 'none of them is free: a budget has to hold'
        newer.every { it.estimate([:]).high() > Money.ZERO }
    }

    def "what is known of #category #model: sent #params, #price yuan"() {
        expect:
        def spec = catalogue.find(category, model).get()
        def sent = spec.check(least(spec), [] as Set).params()
        sent == [prompt: 'x'] + params
        spec.estimate(sent).high().toString() == price

        where:
        category | model                   | params                                                            | price
        't2t'    | 'qwen3.7-max'           | [:]                                                               | '0.20'
        't2i'    | 'qwen-image-2.0'        | [:]                                                               | '0.50'
        't2v'    | 'wan2.7-t2v-2026-04-25' | [size: '1280*720', duration: 5]                                   | '3.00'
        't2v'    | 'viduq3-turbo'          | [resolution: '1080p', ratio: '16:9', duration: 10, offPeak: 'N'] | '4.07'
        't2v'    | 'kling-v2-1-master'     | [:]                                                               | '10.00'
        'i2v'    | 'viduq3-turbo'          | [resolution: '1080p', ratio: '16:9', duration: 10, offPeak: 'N'] | '4.07'
        'i2v'    | 'wan2.6-i2v-flash'      | [duration: 5]                                                     | '2.50'
        'i2v'    | 'MiniMax-Hailuo-2.3'    | [resolution: '768P', duration: 6]                                 | '2.00'
        'i2v'    | 'S2V-01'                | [:]                                                               | '5.00'
    }

    def "a user's file completes such a model, and takes the mark away"() {
        given:
        def file = write('''{"models": [{"category": "i2v", "model": "wan2.6-i2v",
          "fields": {"resolution": {"wire": "resolution", "type": "string", "values": ["720P", "1080P"], "default": "720P"}},
          "source": {"seen": null}}]}''')

        expect:
        def spec = Catalogue.load(file).find('i2v', 'wan2.6-i2v').get()
        spec.seen().empty
        spec.field('firstFrame').get().wire() == 'image_file'
        spec.check(least(spec), [] as Set).params() == [prompt: 'x', duration: 5, resolution: '720P']
    }

    def "a user's whole entry stands in for such a model: nothing of it is added"() {
        given: 'an entry with an endpoint and fields of its own, from before the model was in the catalogue'
        def file = write('''{"models": [{"category": "i2v", "model": "MiniMax-Hailuo-2.3", "endpoint": "video",
          "fields": {"prompt": {"wire": "prompt", "type": "string", "required": true},
                     "firstFrame": {"wire": "first_frame", "type": "file", "media": "image"}},
          "price": {"per": "call", "rates": [{"yuan": "2.50"}]}, "typical": [{"p50": 60, "p90": 120}]}]}''')

        expect:
        def spec = Catalogue.load(file).find('i2v', 'MiniMax-Hailuo-2.3').get()
        spec.seen().empty
        spec.fields()*.word() == ['prompt', 'firstFrame']
        spec.check([prompt: 'x', firstFrame: new Object()], [] as Set).params() == [prompt: 'x']
        spec.estimate([:]).high() == Money.fen(250)
    }

    def "a user's entry of a documented model is merged with it, even with an endpoint and fields"() {
        given:
        def file = write('''{"models": [{"category": "t2v", "model": "viduq3-pro", "endpoint": "video",
          "fields": {"seed": {"wire": "seed", "type": "integer"}}}]}''')

        expect:
        def spec = Catalogue.load(file).find('t2v', 'viduq3-pro').get()
        spec.fields()*.word() == ['prompt', 'resolution', 'ratio', 'duration', 'offPeak', 'seed']
    }

    def "a clip of a fixed price costs #yuan with #params, whatever it used"() {
        expect:
        def spec = catalogue.find('i2v', 'MiniMax-Hailuo-2.3').get()
        spec.estimate(params) == new ModelSpec.Estimate(yuan, yuan)
        spec.settle(params, new Usage([duration: 600])) == yuan
        spec.priceInWords() == '2 to 5 yuan a call'

        where:
        params                              | yuan
        [resolution: '768P', duration: 6]   | Money.fen(200)
        [resolution: '768P', duration: 10]  | Money.fen(350)
        [resolution: '1080P', duration: 6]  | Money.fen(500)
        [resolution: '1080P', duration: 10] | Money.fen(500)
    }

    def "#category #model takes pictures of #side pixels a side, #ratio times as wide as high, of #megabytes MB"() {
        expect:
        catalogue.find(category, model).get().fields().findAll { it.pictures() }*.limits()*.picture().each {
            assert it.formats() == ['jpeg', 'png', 'webp']
            assert [it.minSide(), it.maxSide()] == side
            assert [it.minRatio(), it.maxRatio()]*.toString() == ratio*.toString()
            assert it.maxBytes() == megabytes * 1024 * 1024
        }.size() > 0

        where:
        category | model                            | side        | ratio          | megabytes
        'i2v'    | 'happyhorse-1.0-i2v'             | [300, null] | ['0.4', '2.5'] | 20
        'i2v'    | 'doubao-seedance-2-0-260128'     | [300, 6000] | ['0.4', '2.5'] | 30
        'i2v'    | 'dreamina-seedance-2-0-260128'   | [300, 6000] | ['0.4', '2.5'] | 30
        'i2v'    | 'doubao-seedance-1-5-pro-251215' | [300, 6000] | ['0.4', '2.5'] | 30
        'i2v'    | 'viduq3-pro'                     | [null, null] | ['0.25', '4'] | 10
        'i2v'    | 'viduq3-turbo'                   | [null, null] | ['0.25', '4'] | 20
        'i2v'    | 'wan2.6-r2v'                     | [360, 2000] | [null, null]   | 10
        'ref2v'  | 'happyhorse-1.0-r2v'             | [400, null] | [null, null]   | 20
        'ref2v'  | 'doubao-seedance-2-0-260128'     | [300, 6000] | ['0.4', '2.5'] | 30
    }

    def "a user's file says what a picture must be"() {
        when:
        def rule = { Catalogue.load(write("""{"models": [{"category": "i2v", "model": "happyhorse-1.0-i2v",
            "fields": {"firstFrame": {"picture": $it}}}]}""")).find('i2v', 'happyhorse-1.0-i2v').get().field('firstFrame').get().limits().picture() }

        then:
        rule('{"minSide": 500, "maxRatio": null}') == new PictureRule(['jpeg', 'png', 'webp'], 500, null, 0.4, null, 20971520)
        rule('null') == PictureRule.NONE
        PictureRule.NONE.fault('image/anything', 1, 100000, Long.MAX_VALUE).empty

        and: 'in words'
        rule('{"minSide": 500, "maxRatio": null}').inWords() == 'JPEG, PNG or WebP, sides of at least 500 pixels, as wide as at least 0.4 times its height, at most 20 MB'
        rule('{"maxSide": 6000}').inWords() == 'JPEG, PNG or WebP, sides of 300 to 6000 pixels, as wide as 0.4 to 2.5 times its height, at most 20 MB'
        PictureRule.NONE.inWords() == ''
    }

    def "a field that takes clips now forgets what a picture had to be, and no other field does"() {
        given:
        def file = write('''{"models": [{"category": "i2v", "model": "doubao-seedance-2-0-260128",
            "fields": {"lastFrame": {"media": "video"}}}]}''')

        expect:
        def spec = Catalogue.load(file).find('i2v', 'doubao-seedance-2-0-260128').get()
        spec.field('lastFrame').get().media() == 'video'
        spec.field('lastFrame').get().limits().picture() == PictureRule.NONE
        spec.field('firstFrame').get().limits().picture().minSide() == 300
    }

    def "an unknown model is explained: #category #model"() {
        expect:
        catalogue.explainUnknown(category, model) == message

        where:
        category | model                 | message
        't2v'    | 'happyhorse-1.0-i2v'  | "'happyhorse-1.0-i2v' is an i2v model; use i2v { … }"
        'i2v'    | 'qwen3-max'           | "'qwen3-max' is a t2t model; use chat { … }"
        't2i'    | 'viduq3-pro'          | "'viduq3-pro' is a t2v and i2v model; use t2v { … } or i2v { … }"
        'ref2v'  | 'wan2.6-r2v'          | "'wan2.6-r2v' is an i2v model; use i2v { … }"
        't2i'    | 'wan2.2-t2i-plsu'     | "There is no t2i model 'wan2.2-t2i-plsu'. Did you mean 'wan2.2-t2i-plus'? Known: wan2.2-t2i-plus, wan2.5-t2i-preview, wan2.2-t2i-flash, cogview-3-flash"
        't2t'    | 'gpt'                 | "There is no t2t model 'gpt'. Known: qwen3-max"
    }

    def "a user's file changes a model, adds one and takes things away"() {
        given:
        def file = write('''{"models": [
            {"category": "t2v", "model": "viduq3-pro", "fields": {"duration": {"max": 20}, "offPeak": null}},
            {"category": "t2v", "model": "viduq9", "like": "viduq3-pro", "description": "fast",
             "price": {"per": "second", "rates": [{"yuan": "0.25"}], "perCredit": null}}
        ]}''')

        when:
        def own = Catalogue.load(file)

        then:
        own.find('t2v', 'viduq3-pro').get().field('duration').get().limits().max() == 20
        own.find('t2v', 'viduq3-pro').get().field('duration').get().limits().min() == 1
        own.find('t2v', 'viduq3-pro').get().field('offPeak').empty
        own.find('i2v', 'viduq3-pro').get().field('offPeak').present
        own.find('t2v', 'viduq9').get().vendor() == 'vidu'
        own.find('t2v', 'viduq9').get().estimate([duration: 4]).high() == Money.fen(100)
        own.models().size() == catalogue.models().size() + 1
    }

    def "a file that is not there changes nothing"() {
        expect:
        Catalogue.load(dir.resolve('kinoloom.json')).models().size() == catalogue.models().size()
        Catalogue.load(write('{"profile": "x"}')).models().size() == catalogue.models().size()
    }

    def "a broken file: #message"() {
        when:
        Catalogue.load(write(text))

        then:
        def e = thrown(CatalogueException)
        e.message.startsWith(message)

        where:
        text                                                                        | message
        '{"models": ['                                                              | 'kinoloom.json is no JSON in line 1, column 13: Unexpected end-of-input'
        '{"models": [],\n "models": []}'                                            | "kinoloom.json is no JSON in line 2, column 10: Duplicate"
        '[]'                                                                        | "kinoloom.json must be an object with 'models' in it"
        '{"models": {}}'                                                            | "kinoloom.json: 'models' must be a list of models"
        '{"models": [7]}'                                                           | 'kinoloom.json: models[0] must be an object'
        '{"models": [{"model": "x"}]}'                                              | "kinoloom.json: models[0] has no 'category'"
        '{"models": [{"category": "t2v", "model": "x", "like": "y"}]}'              | "kinoloom.json: models[0] is like 'y', but no t2v model before it is called that"
        '{"models": [{"category": "t2v", "model": "x"}]}'                           | 'kinoloom.json: t2v x: endpoint must be chat, image or video'
        entry('"pric": {}')                                                         | "kinoloom.json: t2v viduq3-pro: unknown key 'pric'; did you mean 'price'?"
        entry('"fields": {"seed": {"wire": "seed", "type": "int"}}')                | 'kinoloom.json: t2v viduq3-pro: seed: type must be string, integer, boolean, yesno, messages, file or files'
        entry('"fields": {"duration": {"max": "long"}}')                            | 'kinoloom.json: t2v viduq3-pro: duration: max must be a whole number'
        entry('"fields": {"ratio": {"default": "2:1"}}')                            | 'kinoloom.json: t2v viduq3-pro: ratio: default 2:1 is not one of [16:9, 9:16, 4:3, 3:4, 1:1]'
        entry('"fields": null')                                                     | "kinoloom.json: t2v viduq3-pro: 'fields' is missing"
        entry('"fields": {"ratio": {"picture": {}}}')                               | "kinoloom.json: t2v viduq3-pro: ratio: 'picture' is for a field whose media is image"
        entry('"fields": {"hero": {"wire": "hero", "type": "file", "media": "video", "picture": {}}}') | "kinoloom.json: t2v viduq3-pro: hero: 'picture' is for a field whose media is image"
        picture('7')                                                                | 'kinoloom.json: t2v viduq3-pro: hero: picture: it must be an object'
        picture('{"minside": 1}')                                                   | "kinoloom.json: t2v viduq3-pro: hero: picture: unknown key 'minside'; did you mean 'minSide'?"
        picture('{"formats": ["gif"]}')                                             | "kinoloom.json: t2v viduq3-pro: hero: picture: there is no format 'gif'; use jpeg, png or webp"
        picture('{"formats": []}')                                                  | 'kinoloom.json: t2v viduq3-pro: hero: picture: formats must be a list with one format or more'
        picture('{"minSide": "300"}')                                               | 'kinoloom.json: t2v viduq3-pro: hero: picture: minSide must be a whole number above 0'
        picture('{"maxSide": 0}')                                                   | 'kinoloom.json: t2v viduq3-pro: hero: picture: maxSide must be a whole number above 0'
        picture('{"maxBytes": 1.5}')                                                | 'kinoloom.json: t2v viduq3-pro: hero: picture: maxBytes must be a whole number above 0'
        picture('{"maxRatio": 2.5}')                                                | 'kinoloom.json: t2v viduq3-pro: hero: picture: maxRatio must be width / height as text, such as "0.4"'
        picture('{"minRatio": "wide"}')                                             | 'kinoloom.json: t2v viduq3-pro: hero: picture: minRatio must be width / height as text, such as "0.4"'
        picture('{"minRatio": "0"}')                                                | 'kinoloom.json: t2v viduq3-pro: hero: picture: minRatio must be width / height as text, such as "0.4"'
        picture('{"minRatio": "2.5", "maxRatio": "0.4"}')                           | 'kinoloom.json: t2v viduq3-pro: hero: picture: minRatio 2.5 is above maxRatio 0.4'
        picture('{"minSide": 6000, "maxSide": 300}')                                | 'kinoloom.json: t2v viduq3-pro: hero: picture: minSide 6000 is above maxSide 300'
        entry('"price": {"per": "minute"}')                                         | "kinoloom.json: t2v viduq3-pro: price: 'per' must be free, image, call, second or 1k tokens"
        entry('"price": {"rates": [{"yuan": 0.5}]}')                                | 'kinoloom.json: t2v viduq3-pro: price: yuan must be yuan as text, such as "0.14"'
        entry('"price": {"rates": []}')                                             | "kinoloom.json: t2v viduq3-pro: price: 'rates' is missing"
        entry('"typical": [{"p50": 10, "p90": 5}]')                                 | 'kinoloom.json: t2v viduq3-pro: typical: p50 and p90 must be seconds, p90 the longer'
        entry('"typical": []')                                                      | "kinoloom.json: t2v viduq3-pro: 'typical' is missing"
    }

    static String entry(String more) {
        "{\"models\": [{\"category\": \"t2v\", \"model\": \"viduq3-pro\", $more}]}"
    }

    static String picture(String rule) {
        entry("\"fields\": {\"hero\": {\"wire\": \"hero\", \"type\": \"file\", \"media\": \"image\", \"picture\": $rule}}")
    }

    Path write(String text) {
        Files.writeString(dir.resolve('kinoloom.json'), text)
    }

    static Map<String, Object> least(ModelSpec spec) {
        spec.fields().findAll { it.required() }.collectEntries { [it.word(), it.file() ? new Object() : 'x'] }
    }
}
