package kinoloom.artifact

import static kinoloom.artifact.Samples.*

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class ContainerSpec extends Specification {
    @TempDir Path dir

    def "#what is #type"() {
        expect:
        check(bytes, '') == type
        check(bytes, type.split('/')[0]) == type

        where:
        what                             | bytes                                                   || type
        'a PNG'                          | png()                                                   || 'image/png'
        'a JPEG'                         | jpeg()                                                  || 'image/jpeg'
        'a JPEG with more behind it'     | join(jpeg(), new byte[9])                               || 'image/jpeg'
        'a WebP'                         | webp()                                                  || 'image/webp'
        'an MP4'                         | mp4()                                                   || 'video/mp4'
        'an MP4 with its index at the end' | join(box('ftyp', ascii('mp42')), box('mdat', new byte[9]), box('moov', new byte[9])) || 'video/mp4'
        'an MP4 with a long box'         | join(box('ftyp', ascii('isom')), box('moov', new byte[9]), longBox('mdat', new byte[9])) || 'video/mp4'
        'an MP4 with an open last box'   | join(box('ftyp', ascii('isom')), box('moov', new byte[9]), lastBox('mdat', new byte[9])) || 'video/mp4'
        'a QuickTime film'               | mp4('qt  ')                                             || 'video/quicktime'
        'an M4A'                         | mp4('M4A ')                                             || 'audio/mp4'
        'a WebM'                         | [0x1a, 0x45, 0xdf, 0xa3, 1] as byte[]                   || 'video/webm'
        'a WAV'                          | wav()                                                   || 'audio/wav'
        'a streamed WAV'                 | ascii('RIFF\u00ff\u00ff\u00ff\u00ffWAVEfmt ')           || 'audio/wav'
        'an MP3 with a tag'              | ascii('ID3\u0003')                                      || 'audio/mpeg'
        'an MP3 without one'             | [0xff, 0xfb, 0x90, 0] as byte[]                         || 'audio/mpeg'
    }

    def "#what is #type where anything will do"() {
        expect:
        check(bytes, '') == type

        where:
        what          | bytes                                  || type
        'a JSON text' | ascii(' {"a":1}')                      || 'application/json'
        'a text'      | 'Es war einmal, 从前'.getBytes('UTF-8') || 'text/plain'
        'a long text' | ('从前' * 9000).getBytes('UTF-8')       || 'text/plain'
    }

    def "something else is #type where anything will do"() {
        expect:
        check(bytes, '') == 'application/octet-stream'

        where:
        bytes << [[1, 2, 0, 3] as byte[], ascii('\u00e4 in Latin-1'), ascii('GIF89a\0'), Arrays.copyOf('从'.getBytes('UTF-8'), 2)]
        type = 'application/octet-stream'
    }

    def "#bytes.length bytes that are no #expected are refused: #message"() {
        when:
        check(bytes, expected)

        then:
        def e = thrown(DamagedFileException)
        e.message == message

        where:
        bytes                               | expected || message
        new byte[0]                         | ''       || 'empty'
        new byte[0]                         | 'video'  || 'empty'
        ascii('<html')                      | 'image'  || "not an image: it begins with '<html'"
        ascii('<html><body>502 Bad Gateway') | 'video' || "not a video: it begins with '<html><body>502 '"
        ascii('{"error":"expired"}')        | 'audio'  || "not an audio: it begins with '{\"error\":\"expire'"
        ascii('GIF89a')                     | 'image'  || "not an image: it begins with 'GIF89a'"
        [0x4d, 0x5a, 0x90, 0] as byte[]     | 'image'  || 'not an image: it begins with the bytes 4d 5a 90 00'
        png()                               | 'video'  || 'not a video: it is image/png'
        mp4()                               | 'image'  || 'not an image: it is video/mp4'
    }

    def "#what is refused: #message"() {
        when:
        check(bytes, '')

        then:
        def e = thrown(DamagedFileException)
        e.message == message

        where:
        what                        | bytes                                                  || message
        'an MP4 cut in a box'       | Arrays.copyOf(mp4(), 80)                               || "cut short: the MP4's 'mdat' box ends at byte 96 of 80"
        'an MP4 cut at a box'       | Arrays.copyOf(mp4(), 48)                               || "cut short: the MP4 has no 'mdat' box in its 48 bytes"
        'an MP4 cut in a header'    | Arrays.copyOf(mp4(), 50)                               || 'cut short: the MP4 ends at byte 50, inside the box that begins at 48'
        'an MP4 with more behind'   | join(mp4(), [0] as byte[])                             || 'cut short: the MP4 ends at byte 97, inside the box that begins at 96'
        'an MP4 with an absurd box' | join(mp4(), [0, 0, 0, 7] as byte[], ascii('free'))     || "damaged: the MP4's 'free' box at byte 96 has size 7"
        'a PNG cut in a chunk'      | Arrays.copyOf(png(), 40)                               || "cut short: the PNG ends without its 'IEND' chunk, after 40 bytes"
        'a PNG cut in its data'     | Arrays.copyOf(png(), 46)                               || "cut short: the PNG's 'IDAT' chunk ends at byte ${png().length - 12} of 46"
        'a PNG with a flipped bit'  | flipped(png(), 20)                                     || "damaged: the PNG's 'IHDR' chunk at byte 8 fails its checksum"
        'a JPEG without its end'    | Arrays.copyOf(jpeg(), jpeg().length - 1)               || "cut short: the JPEG ends without its end marker, after ${jpeg().length - 1} bytes"
        'a WebP cut'                | Arrays.copyOf(webp(), 20)                              || 'cut short: the WebP should have 28 bytes and has 20'
        'a WAV cut'                 | Arrays.copyOf(wav(), 20)                               || 'cut short: the WAV should have 36 bytes and has 20'
    }

    def "a #kind cut at any byte is refused"() {
        expect:
        check(bytes, expected)
        (0..<bytes.length).every { refused(Arrays.copyOf(bytes, it), expected) }

        where:
        kind   | bytes  | expected
        'PNG'  | png()  | 'image'
        'JPEG' | jpeg() | 'image'
        'WebP' | webp() | 'image'
        'MP4'  | mp4()  | 'video'
        'WAV'  | wav()  | 'audio'
    }

    private boolean refused(byte[] bytes, String expected) {
        try {
            check(bytes, expected)
            false
        } catch (DamagedFileException e) {
            true
        }
    }

    private String check(byte[] bytes, String expected) {
        Container.check(Files.write(dir.resolve('file'), bytes), expected)
    }

    private static byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= 1
        bytes
    }
}
