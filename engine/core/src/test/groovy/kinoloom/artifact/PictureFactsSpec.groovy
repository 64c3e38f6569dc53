package kinoloom.artifact

import static kinoloom.artifact.Samples.*

import java.awt.image.BufferedImage
import java.nio.ByteBuffer
import java.nio.file.Files
import java.nio.file.Path
import javax.imageio.ImageIO
import spock.lang.Specification
import spock.lang.TempDir

/** A picture's format and size by its bytes, whatever it is called. */
class PictureFactsSpec extends Specification {
    /** 48 x 32 pixels each. */
    static final String LOSSY = 'UklGRooAAABXRUJQVlA4IH4AAADwBQCdASowACAAPlkgjEWjoiEdVAA4BYS0AFiSgB+AGw38A/Dn9SeMC7q/qBk/4Ah/AARoUsymWAD+8ZVpbhb+uFSgWqKgibR56y//63ksVqUQakoa473CrnEs1JB2/6JsM4H949om9tGTSxwv8L9//vl8iIwoeczLyBwgAAA='
    static final String LOSSLESS = 'UklGRjwAAABXRUJQVlA4TC8AAAAvL8AHAB8gEEjeHzqN+RcQFPwf3fxHZA9ATdtGUEmW5JF8M3eO6P8EFBozEzZmBgA='
    static final String EXTENDED = 'UklGRrwAAABXRUJQVlA4WAoAAAAQAAAALwAAHwAAQUxQSBMAAAABDzD/ERFCLJjMXzqD7oj+R4VzAFZQOCCCAAAAsAYAnQEqMAAgAD5ZIIxFo6IhHVQAOAWEswBYkqC/APwA6tbGXGPxN/UnjAu3P6k5P+AAfwDo/wR6A5+u8gAA/vGQu0lqL3AviGUobLvA7H2X//1u39zHCod8y/EtRko1/ommOxgOBra/GTJi4QMaJ/wv3/++Xx60sQNd7d8IQmIAAA=='

    @TempDir Path dir

    def 'a #what has #width x #height pixels'() {
        expect:
        facts(bytes) == new PictureFacts(type, width, height, 1)

        where:
        what                     | bytes                                       || type         | width | height
        'PNG'                    | drawn('png', 31, 17)                        || 'image/png'  | 31    | 17
        'JPEG'                   | drawn('jpg', 31, 17)                        || 'image/jpeg' | 31    | 17
        'JPEG with stray bytes'  | split(drawn('jpg', 31, 17), [0, 7] as byte[], 20) || 'image/jpeg' | 31  | 17
        'JPEG with fill bytes'   | split(drawn('jpg', 31, 17), [0xff] * 3 as byte[]) || 'image/jpeg' | 31 | 17
        'progressive JPEG'       | frame(drawn('jpg', 31, 17), 0xc2)           || 'image/jpeg' | 31    | 17
        'lossy WebP'             | LOSSY.decodeBase64()                        || 'image/webp' | 48    | 32
        'lossless WebP'          | LOSSLESS.decodeBase64()                     || 'image/webp' | 48    | 32
        'WebP with transparency' | EXTENDED.decodeBase64()                     || 'image/webp' | 48    | 32
    }

    def 'a JPEG that says #orientation in #order has #width x #height pixels as it is seen'() {
        expect:
        facts(split(drawn('jpg', 31, 17), exif(orientation, order))) == new PictureFacts('image/jpeg', width, height, orientation)

        where:
        orientation | order || width | height
        1           | 'MM'  || 31    | 17
        3           | 'II'  || 31    | 17
        4           | 'MM'  || 31    | 17
        5           | 'II'  || 17    | 31
        6           | 'MM'  || 17    | 31
        8           | 'II'  || 17    | 31
    }

    def 'Exif that makes no sense (#what) says nothing'() {
        expect:
        facts(split(drawn('jpg', 31, 17), segment)) == new PictureFacts('image/jpeg', 31, 17, 1)

        where:
        what                  | segment
        'no such orientation' | exif(9, 'II')
        'no directory'        | app1(join(ascii('Exif\0\0MM\0*'), ByteBuffer.allocate(4).putInt(5000).array(), new byte[9]))
        'a cut directory'     | app1(join(ascii('Exif\0\0MM\0*'), ByteBuffer.allocate(4).putInt(8).array(), [0, 200, 1] as byte[]))
        'something else'      | app1(ascii('http://ns.adobe.com/xap/1.0/\0<x/>'))
        'next to nothing'     | app1(ascii('Exif'))
    }

    def '#what is no picture: #message'() {
        when:
        facts(bytes)

        then:
        def e = thrown(DamagedFileException)
        e.message == message

        where:
        what                      | bytes                                      || message
        'nothing'                 | new byte[0]                                || 'not a JPEG, PNG or WebP picture'
        'a text'                  | ascii('once upon a time')                  || 'not a JPEG, PNG or WebP picture'
        'a GIF'                   | ascii('GIF89a\1\0\1\0\0\0\0')              || 'not a JPEG, PNG or WebP picture'
        'a sound'                 | wav()                                      || 'not a JPEG, PNG or WebP picture'
        'half a PNG header'       | Arrays.copyOf(png(), 20)                   || 'cut short: the picture ends before its size is told'
        'half a JPEG header'      | Arrays.copyOf(jpeg(), 100)                 || 'cut short: the picture ends before its size is told'
        'half a WebP header'      | Arrays.copyOf(LOSSY.decodeBase64(), 25)    || 'cut short: the picture ends before its size is told'
        'a PNG of no width'       | join(Arrays.copyOf(png(), 16), new byte[8]) || 'damaged: the picture says it has 0 x 0 pixels'
        'a JPEG without a frame'  | frame(drawn('jpg', 31, 17), 0xe5)          || 'damaged: the JPEG does not tell its size'
        'a JPEG of no height'     | frame(drawn('jpg', 31, 17), 0xc0, 0)       || 'damaged: the picture says it has 31 x 0 pixels'
        'a WebP of another chunk' | join(ascii('RIFF\20\0\0\0WEBPICCP'), new byte[16]) || "damaged: the WebP's first chunk is 'ICCP', not 'VP8'"
        'an empty lossless WebP'  | join(ascii('RIFF\20\0\0\0WEBPVP8L'), new byte[16]) || "damaged: the WebP's first chunk holds no picture"
        'an empty lossy WebP'     | join(ascii('RIFF\20\0\0\0WEBPVP8 '), new byte[16]) || "damaged: the WebP's first chunk holds no picture"
    }

    PictureFacts facts(byte[] bytes) {
        PictureFacts.of(Files.write(dir.resolve('named.txt'), bytes))
    }

    static byte[] drawn(String format, int width, int height) {
        def out = new ByteArrayOutputStream()
        assert ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out)
        out.toByteArray()
    }

    /** With something put before the first segment of a JPEG, or, 20 bytes in, before the second. */
    static byte[] split(byte[] jpeg, byte[] between, int at = 2) {
        join(Arrays.copyOf(jpeg, at), between, Arrays.copyOfRange(jpeg, at, jpeg.length))
    }

    /** With another marker, and perhaps height, in its frame header. */
    static byte[] frame(byte[] jpeg, int marker, Integer height = null) {
        int at = (0..<jpeg.length - 1).find { jpeg[it] == (byte) 0xff && jpeg[it + 1] == (byte) 0xc0 }
        jpeg[at + 1] = (byte) marker
        if (height != null) jpeg[at + 5] = jpeg[at + 6] = (byte) height
        jpeg
    }

    static byte[] app1(byte[] content) {
        join([0xff, 0xe1] as byte[], ByteBuffer.allocate(2).putShort((short) (content.length + 2)).array(), content)
    }

    static byte[] exif(int orientation, String order) {
        def tiff = ByteBuffer.allocate(26).order(order == 'II' ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN)
        tiff.put(ascii(order)).putShort((short) 42).putInt(8).putShort((short) 1)
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation)
        app1(join(ascii('Exif\0\0'), tiff.array()))
    }
}
