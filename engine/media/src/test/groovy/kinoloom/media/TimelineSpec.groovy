package kinoloom.media

import spock.lang.Specification

class TimelineSpec extends Specification {

    def 'a film is as long as its pieces less the fades: #frames with a fade of #fade'() {
        given:
        def timeline = Timeline.faded(frames, fade)

        expect:
        timeline.overlaps() == overlaps
        timeline.length() == length

        where:
        frames       | fade | overlaps | length
        [24]         | 12   | []       | 24
        [24, 24, 24] | 0    | [0, 0]   | 72
        [24, 24, 24] | 12   | [12, 12] | 48
        [24, 24]     | 48   | [12]     | 36
        [24, 5, 24]  | 12   | [2, 2]   | 49
        [24, 1, 24]  | 12   | [0, 0]   | 49
        [1, 1]       | 12   | [0]      | 2
    }

    def 'joining in groups changes no length'() {
        given:
        def timeline = Timeline.faded([10, 20, 30, 8, 40, 12, 9], 6)

        when:
        def grouped = timeline.grouped(3)

        then:
        grouped.pieces() == 3
        grouped.overlaps() == [4, 4]
        grouped.length() == timeline.length()
    }
}
