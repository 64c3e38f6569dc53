package kinoloom.run

import kinoloom.artifact.PictureFacts
import kinoloom.platform.PictureRule
import spock.lang.Specification

/** How large a copy of a picture becomes. */
class FrameSpec extends Specification {

    static PictureRule rule(Map limits) {
        new PictureRule(['jpeg'], limits.minSide, limits.maxSide, limits.minRatio, limits.maxRatio, null)
    }

    def 'of #from at #ratio, #how, within #limits: #to'() {
        when:
        def (width, height) = from.split('x')*.toInteger()
        def frame = Frame.of(new PictureFacts('image/png', width, height, 1), ratio == null ? null : Ratio.parse(ratio).get(), how == 'crop', rule(limits))

        then:
        "${frame.width()}x${frame.height()}" == to
        rule(limits).fault('image/jpeg', frame.width(), frame.height(), 0).empty

        where:
        from        | ratio   | how    | limits                          || to
        '1000x1000' | '16:9'  | 'crop' | [:]                             || '992x558'
        '1000x1000' | '16:9'  | 'pad'  | [:]                             || '1792x1008'
        '1000x1000' | '9:16'  | 'crop' | [:]                             || '558x992'
        '4000x3000' | '1:1'   | 'crop' | [maxSide: 2000]                 || '2000x2000'
        '4000x3000' | '16:9'  | 'pad'  | [maxSide: 2000]                 || '2000x1125'
        '200x150'   | '16:9'  | 'crop' | [minSide: 300]                  || '544x306'
        '10x10'     | '16:9'  | 'crop' | [:]                             || '16x9'
        '1279x853'  | '1279x853' | 'crop' | [:]                          || '1279x853'
        '640x480'   | '1279x853' | 'crop' | [:]                          || '640x427'
        '640x480'   | '1279x853' | 'pad'  | [:]                          || '720x480'
        '200x150'   | null    | 'crop' | [minSide: 300]                  || '400x300'
        '6001x3000' | null    | 'crop' | [maxSide: 6000]                 || '6000x3000'
        '1000x300'  | null    | 'crop' | [maxRatio: 2.5]                 || '750x300'
        '1000x300'  | null    | 'pad'  | [maxRatio: 2.5]                 || '1000x400'
        '300x1000'  | null    | 'crop' | [minRatio: 0.4]                 || '300x750'
        '999x2499'  | null    | 'crop' | [minRatio: 0.4, maxSide: 1000]  || '400x1000'
        '2499x1000' | null    | 'crop' | [maxRatio: 2.5, maxSide: 996]   || '996x399'
        '1000x300'  | null    | 'crop' | [maxRatio: 1.77777777]          || '533x300'
    }

    def 'a ratio is read from #text'() {
        expect:
        Ratio.parse(text).map { it.toString() }.orElse(null) == ratio

        where:
        text         || ratio
        '16:9'       || '16:9'
        '1280*720'   || '16:9'
        '1280x720'   || '16:9'
        ' 624 × 624 ' || '1:1'
        'adaptive'   || null
        '0:9'        || null
        '16:9:1'     || null
        null         || null
        7            || null
    }

    def '#size has #ratio but for whole pixels: #fits'() {
        expect:
        def (width, height) = size.split('x')*.toInteger()
        Ratio.parse(ratio).get().fits(width, height) == fits

        where:
        size        | ratio  || fits
        '1280x720'  | '16:9' || true
        '854x480'   | '16:9' || true
        '853x480'   | '16:9' || true
        '852x480'   | '16:9' || false
        '1920x1088' | '16:9' || false
        '480x854'   | '9:16' || true
    }
}
