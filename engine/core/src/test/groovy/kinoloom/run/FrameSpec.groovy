package kinoloom.run

import kinoloom.artifact.PictureFacts
import kinoloom.platform.PictureRule
import spock.lang.Specification

/** How large a copy of a picture is made. */
class FrameSpec extends Specification {

    def '#width x #height to #wide:#high#how, sides of at most #limit: #frame'() {
        given:
        def rule = new PictureRule([], null, limit, null, null, null)

        expect:
        def made = Frame.of(new PictureFacts('image/jpeg', width, height, 1), Ratio.of(wide, high), cut, rule)
        [made.width(), made.height()] == frame

        where:
        width | height | wide | high | cut   | limit || frame
        1000  | 1000   | 16   | 9    | true  | null  || [992, 558]
        1000  | 1000   | 16   | 9    | false | null  || [1792, 1008]
        9001  | 5001   | 1    | 1    | false | null  || [4096, 4096]
        9001  | 5001   | 9    | 16   | false | null  || [2304, 4096]
        9001  | 5001   | 1    | 1    | false | 6000  || [6000, 6000]
        9001  | 5001   | 1    | 1    | true  | null  || [4096, 4096]

        how = cut ? ', cut' : ''
    }
}
