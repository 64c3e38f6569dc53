package kinoloom.platform

import kinoloom.platform.ModelSpec.Fault
import spock.lang.Shared
import spock.lang.Specification

/** One vocabulary over every model: what is understood, what is refused, what it costs. */
class ModelSpecSpec extends Specification {
    @Shared
    Catalogue catalogue = Catalogue.load()

    ModelSpec spec(String name) {
        def (category, model) = name.split(' ')
        catalogue.find(category, model).get()
    }

    def "#words for #model is sent as #params"() {
        when:
        def checked = spec(model).check([prompt: 'x', firstFrame: 1, lastFrame: 2].subMap(needed(model)) + words, [] as Set)

        then:
        checked.faults() == []
        checked.params().subMap(params.keySet()) == params
        params.every { checked.params()[it.key].class == it.value.class }

        where:
        model                    | words                                 | params
        't2v happyhorse-1.0-t2v' | [resolution: '1080p', duration: '5']  | [resolution: '1080P', duration: 5]
        't2v happyhorse-1.0-t2v' | [duration: 5.0]                       | [duration: 5]
        't2v happyhorse-1.0-t2v' | [duration: 5.0d]                      | [duration: 5]
        't2v happyhorse-1.0-t2v' | [duration: 5L, ratio: ' 16:9 ']       | [duration: 5, ratio: '16:9']
        't2v happyhorse-1.0-t2v' | [prompt: "a ${1 + 1}"]                | [prompt: 'a 2']
        't2v happyhorse-1.0-t2v' | [resolution: null]                    | [resolution: '720P']
        't2v viduq3-pro'         | [offPeak: true]                       | [offPeak: 'Y']
        't2v viduq3-pro'         | [offPeak: 'no']                       | [offPeak: 'N']
        't2v viduq3-pro'         | [model: 'viduq3-pro', duration: 16]   | [duration: 16]
        't2v wan2.6-t2v'         | [resolution: '720P']                  | [size: '1280*720']
        't2v wan2.6-t2v'         | [resolution: '480p', ratio: '9:16']   | [size: '480*832']
        't2v wan2.6-t2v'         | [ratio: '1:1']                        | [size: '1440*1440']
        't2v wan2.6-t2v'         | [size: '1280x720']                    | [size: '1280*720']
        't2v wan2.6-t2v'         | [size: '1280 × 720']                  | [size: '1280*720']
        't2v wan2.6-t2v'         | [size: '1280*720', resolution: '720p'] | [size: '1280*720']
        'i2v wan2.6-r2v'         | [resolution: '720p', ratio: '9:16']   | [size: '720*1280']
    }

    def "words that only choose another are not sent"() {
        expect:
        spec('t2v wan2.6-t2v').check([prompt: 'x', resolution: '720p'], [] as Set).params() == [prompt: 'x', size: '1280*720', duration: 15]
    }

    def "#model: #message"() {
        expect:
        spec(model).check(words, pending as Set).faults() == [new Fault(word, message, hint)]

        where:
        model                            | words                                      | pending        | word             | message                                              | hint
        't2v wan2.6-t2v'                 | [prompt: 'x', duration: 7]                 | []             | 'duration'       | 'duration 7 is not offered by wan2.6-t2v'            | 'use 5, 10 or 15'
        't2v viduq3-pro'                 | [prompt: 'x', duration: 20]                | []             | 'duration'       | 'duration 20 is not offered by viduq3-pro'           | 'use 1 to 16'
        't2v viduq3-pro'                 | [prompt: 'x', duration: 0]                 | []             | 'duration'       | 'duration 0 is not offered by viduq3-pro'            | 'use 1 to 16'
        't2v viduq3-pro'                 | [prompt: 'x', duration: 'long']            | []             | 'duration'       | "duration must be a whole number, not 'long'"        | 'use 1 to 16'
        't2v viduq3-pro'                 | [prompt: 'x', duration: 2.5]               | []             | 'duration'       | 'duration must be a whole number, not 2.5'           | 'use 1 to 16'
        't2v viduq3-pro'                 | [prompt: 'x', duration: '1e999999999']     | []             | 'duration'       | "duration must be a whole number, not '1e999999999'" | 'use 1 to 16'
        't2v viduq3-pro'                 | [prompt: 'x', offPeak: 'maybe']            | []             | 'offPeak'        | "offPeak must be true or false, not 'maybe'"         | 'give true or false'
        't2v viduq3-pro'                 | [prompt: ['x']]                            | []             | 'prompt'         | 'prompt must be text, not [x]'                       | 'give text'
        't2v viduq3-pro'                 | [prompt: 'x', ratio: '21:9']               | []             | 'ratio'          | 'ratio 21:9 is not offered by viduq3-pro'            | 'use 16:9, 9:16, 4:3, 3:4 or 1:1'
        't2v happyhorse-1.0-t2v'         | [prompt: 'x', resolution: '480p']          | []             | 'resolution'     | 'resolution 480p is not offered by happyhorse-1.0-t2v' | 'use 720P or 1080P'
        't2v viduq3-pro'                 | [:]                                        | []             | 'prompt'         | 'viduq3-pro needs a prompt'                          | "add prompt '…'"
        't2v viduq3-pro'                 | [prompt: null]                             | []             | 'prompt'         | 'viduq3-pro needs a prompt'                          | "add prompt '…'"
        't2v viduq3-pro'                 | [prompt: ' \n']                            | []             | 'prompt'         | 'the prompt is empty'                                | 'say what viduq3-pro is to make'
        'i2v happyhorse-1.0-i2v'         | [prompt: 'x']                              | []             | 'firstFrame'     | 'happyhorse-1.0-i2v needs a firstFrame'              | 'add firstFrame with a picture of another step, or a file'
        'i2v viduq3-pro'                 | [prompt: 'x', firstFrame: 1]               | []             | 'lastFrame'      | 'viduq3-pro needs a lastFrame'                       | 'add lastFrame with a picture of another step, or a file'
        'i2v viduq3-pro'                 | [prompt: 'x', lastFrame: 1]                | ['firstFrame', 'images'] | 'images' | 'viduq3-pro takes no images'                        | 'leave it out: only ref2v models take it'
        'ref2v happyhorse-1.0-r2v'       | [prompt: 'x']                              | []             | 'images'         | 'happyhorse-1.0-r2v needs images'                    | 'add images with results of other steps, or files'
        'ref2v happyhorse-1.0-r2v'       | [prompt: 'x', images: []]                  | []             | 'images'         | 'happyhorse-1.0-r2v needs images'                    | 'add images with results of other steps, or files'
        'i2v happyhorse-1.0-i2v'         | [prompt: 'x', firstFrame: 1, ratio: '1:1'] | []             | 'ratio'          | 'happyhorse-1.0-i2v takes no ratio'                  | 'doubao-seedance-2-0-260128, dreamina-seedance-2-0-260128, doubao-seedance-1-5-pro-251215, viduq3-pro and wan2.6-r2v take it'
        't2v happyhorse-1.0-t2v'         | [prompt: 'x', offPeak: true]               | []             | 'offPeak'        | 'happyhorse-1.0-t2v takes no offPeak'                | 'viduq3-pro takes it'
        't2i wan2.2-t2i-plus'            | [prompt: 'x', duration: 5]                 | []             | 'duration'       | 'wan2.2-t2i-plus takes no duration'                  | 'leave it out: only t2v, i2v and ref2v models take it'
        't2i wan2.2-t2i-plus'            | [prompt: 'x', negativPrompt: 'y']          | []             | 'negativPrompt'  | 'wan2.2-t2i-plus takes no negativPrompt'             | 'did you mean negativePrompt?'
        't2i wan2.2-t2i-plus'            | [prompt: 'x', temperature: 1]              | []             | 'temperature'    | 'wan2.2-t2i-plus takes no temperature'               | 'it takes prompt and negativePrompt'
        't2v wan2.6-t2v'                 | [prompt: 'x', size: '720*1280', resolution: '1080p'] | []   | 'size'           | 'size 720*1280 contradicts resolution 1080p'         | 'leave out size or resolution and ratio'
        't2v wan2.6-t2v'                 | [prompt: 'x', ratio: '4:3']                | []             | 'ratio'          | 'ratio 4:3 is not offered by wan2.6-t2v'             | 'use 16:9, 9:16 or 1:1'
    }

    def "more files than a model takes are told apart from mistakes: #message"() {
        expect:
        def checked = spec(model).check(words, [] as Set)
        checked.tooMany() == [new Fault(word, message, hint)]
        checked.faults().empty

        where:
        model                        | words                                                        | word         | message                                                      | hint
        'i2v happyhorse-1.0-i2v'     | [prompt: 'x', firstFrame: [1, 2]]                            | 'firstFrame' | 'happyhorse-1.0-i2v takes one firstFrame, not 2'             | 'leave out 1'
        'ref2v happyhorse-1.0-r2v'   | [prompt: 'x', images: (1..12).toList()]                      | 'images'     | 'happyhorse-1.0-r2v takes at most 9 images, not 12'          | 'leave out 3'
        'ref2v doubao-seedance-2-0-260128' | [prompt: 'x', images: 1, videos: (1..4).toList()]      | 'videos'     | 'doubao-seedance-2-0-260128 takes at most 3 videos, not 4'   | 'leave out 1'
    }

    def "all mistakes are found in one go"() {
        expect:
        spec('i2v viduq3-pro').check([duration: 99, seed: 1], [] as Set).faults()*.word() == ['seed', 'prompt', 'firstFrame', 'lastFrame', 'duration']
    }

    def "what is not known yet is given, but not judged"() {
        when:
        def checked = spec('i2v wan2.6-r2v').check([firstFrame: 1, duration: 77], ['prompt', 'lastFrame', 'duration', 'resolution'] as Set)

        then:
        checked.faults() == []
        checked.params() == [:]
    }

    def "#model with #params costs #low to #high"() {
        expect:
        spec(model).estimate(params) == new ModelSpec.Estimate(Money.fen(low), Money.fen(high))

        where:
        model                            | params                                                     | low | high
        't2i cogview-3-flash'            | [prompt: 'x']                                              | 0   | 0
        't2i wan2.2-t2i-flash'           | [prompt: 'x']                                              | 14  | 14
        't2v happyhorse-1.0-t2v'         | [resolution: '720P', duration: 5]                          | 450 | 450
        't2v happyhorse-1.0-t2v'         | [resolution: '1080P', duration: 5]                         | 800 | 800
        't2v happyhorse-1.0-t2v'         | [duration: 5]                                              | 450 | 800
        't2v happyhorse-1.0-t2v'         | [:]                                                        | 270 | 2400
        't2v wan2.6-t2v'                 | [size: '1280*720', duration: 10]                           | 600 | 600
        't2v wan2.6-t2v'                 | [:]                                                        | 150 | 1500
        't2v viduq3-pro'                 | [resolution: '540p', offPeak: 'N', duration: 1]            | 32  | 32
        't2v viduq3-pro'                 | [resolution: '540p', offPeak: 'Y', duration: 4]            | 63  | 63
        't2v viduq3-pro'                 | [resolution: '540p', duration: 4]                          | 63  | 125
        't2v doubao-seedance-2-0-fast-260128' | [resolution: '480p', duration: 5]                     | 180 | 180
        't2t qwen3-max'                  | [prompt: 'x' * 400]                                        | 1   | 10
        't2t qwen3-max'                  | [messages: [[role: 'user', content: [[type: 'text', text: 'x' * 400]]]]] | 1 | 10
    }

    def "in the worst case a part of messages that is no text is a large picture, and calls of tools are read: #what"() {
        expect:
        spec('t2t qwen3-max').estimate([messages: messages]) == new ModelSpec.Estimate(Money.fen(low), Money.fen(high))

        where:
        what           | messages                                                                                                       | low | high
        'a text'       | [[role: 'user', content: [[type: 'text', text: 'See']]]]                                                       | 1   | 10
        'a picture'    | [[role: 'user', content: [[type: 'text', text: 'See'], [type: 'image_url', image_url: [url: 'https://x/a']]]]] | 1   | 20
        'two pictures' | [[role: 'user', content: [[type: 'image_url']]], [role: 'user', content: [[type: 'image_url']]]]               | 1   | 30
        'a call'       | [[role: 'assistant', tool_calls: ['x' * 9900]], [role: 'tool', content: 'y']]                                  | 2   | 16
    }

    def "the price of #model in words: #words"() {
        expect:
        spec(model).priceInWords() == words

        where:
        model                    | words
        't2t qwen3-max'          | '0.006 yuan a thousand tokens asked, 0.024 answered'
        't2i wan2.2-t2i-plus'    | '0.2 yuan an image'
        't2i cogview-3-flash'    | 'free'
        't2v happyhorse-1.0-t2v' | '0.9 to 1.6 yuan a second'
        't2v viduq3-pro'         | '0.15625 to 0.75 yuan a second'
    }

    def "#usage of #model comes to #fen"() {
        expect:
        spec(model).settle(params, new Usage(usage)) == Money.fen(fen)

        where:
        model                            | params                              | usage                                         | fen
        't2v happyhorse-1.0-t2v'         | [resolution: '720P', duration: 5]   | [:]                                           | 450
        't2v happyhorse-1.0-t2v'         | [resolution: '720P', duration: 5]   | [duration: 4]                                 | 360
        't2v happyhorse-1.0-t2v'         | [resolution: '720P', duration: 5]   | [duration: '4.5']                             | 405
        't2v happyhorse-1.0-t2v'         | [resolution: '720P', duration: 5]   | [duration: 'long']                            | 450
        't2v happyhorse-1.0-t2v'         | [resolution: '720P', duration: 5]   | [duration: -1]                                | 450
        't2v happyhorse-1.0-t2v'         | [resolution: '720P', duration: 5]   | [duration: '1e999999999']                     | 450
        't2v viduq3-pro'                 | [resolution: '540p', duration: 1]   | [credits: 10, duration: 1]                    | 32
        't2v doubao-seedance-2-0-260128' | [resolution: '720p', duration: 5]   | [total_tokens: 108000]                        | 497
        't2i wan2.2-t2i-flash'           | [:]                                 | [image_count: 2, size: '1024*1024']           | 28
        't2i cogview-3-flash'            | [:]                                 | [image_count: 2]                              | 0
        't2t qwen3-max'                  | [prompt: 'x']                       | [prompt_tokens: 1000, completion_tokens: 500] | 2
    }

    def "#model with #params usually takes #p50 to #p90 seconds"() {
        expect:
        spec(model).typical(params) == new ModelSpec.Typical(p50, p90)

        where:
        model                                | params               | p50  | p90
        't2i wan2.2-t2i-plus'                | [:]                  | 30   | 120
        't2v doubao-seedance-1-5-pro-251215' | [resolution: '480p'] | 80   | 200
        't2v doubao-seedance-1-5-pro-251215' | [resolution: '1080p'] | 150 | 330
        't2v viduq3-pro'                     | [offPeak: 'Y']       | 7200 | 86400
        't2v viduq3-pro'                     | [offPeak: 'N']       | 200  | 400
    }

    private List<String> needed(String model) {
        spec(model).fields().findAll { it.required() }*.word()
    }
}
