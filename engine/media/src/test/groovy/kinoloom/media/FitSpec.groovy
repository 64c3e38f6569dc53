package kinoloom.media

import kinoloom.artifact.PictureFacts
import kinoloom.run.Media
import kinoloom.run.UnfitPictureException
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

import javax.imageio.ImageIO
import java.awt.Color
import java.awt.image.BufferedImage
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest

/** A picture is brought to another size; what is checked are the pixels. */
class FitSpec extends Specification {
    /** Four squares, red, lime, blue and white, 48 x 32 pixels: as VP8, as VP8L, and with its right half transparent. */
    static final String VP8 = 'UklGRooAAABXRUJQVlA4IH4AAADwBQCdASowACAAPlkgjEWjoiEdVAA4BYS0AFiSgB+AGw38A/Dn9SeMC7q/qBk/4Ah/AARoUsymWAD+8ZVpbhb+uFSgWqKgibR56y//63ksVqUQakoa473CrnEs1JB2/6JsM4H949om9tGTSxwv8L9//vl8iIwoeczLyBwgAAA='
    static final String VP8L = 'UklGRjwAAABXRUJQVlA4TC8AAAAvL8AHAB8gEEjeHzqN+RcQFPwf3fxHZA9ATdtGUEmW5JF8M3eO6P8EFBozEzZmBgA='
    static final String VP8X = 'UklGRrwAAABXRUJQVlA4WAoAAAAQAAAALwAAHwAAQUxQSBMAAAABDzD/ERFCLJjMXzqD7oj+R4VzAFZQOCCCAAAAsAYAnQEqMAAgAD5ZIIxFo6IhHVQAOAWEswBYkqC/APwA6tbGXGPxN/UnjAu3P6k5P+AAfwDo/wR6A5+u8gAA/vGQu0lqL3AviGUobLvA7H2X//1u39zHCod8y/EtRko1/ommOxgOBra/GTJi4QMaJ/wv3/++Xx60sQNd7d8IQmIAAA=='

    @TempDir Path folder
    @Shared media = new FfmpegMedia(Studio.FFMPEG)

    def '#how from #from to #to: the corners are #corners'() {
        given:
        def source = squares(folder.resolve('source.png'), *size(from))
        def before = hash(source)

        when:
        def copy = fit(source, how, *size(to), 'image/png')

        then:
        [copy.width, copy.height] == size(to)
        names(copy) == corners
        hash(source) == before

        and: 'and so are they in a JPEG'
        names(fit(source, how, *size(to), 'image/jpeg')) == corners

        where: 'of the copy, row by row, and then in its middle, left and right, above and below'
        how    | from      | to        || corners
        'crop' | '480x320' | '480x320' || 'red lime blue white | red lime | red blue'
        'crop' | '480x320' | '320x320' || 'red lime blue white | red lime | red blue'
        'crop' | '480x320' | '90x160'  || 'red lime blue white | red lime | red blue'
        'crop' | '480x320' | '960x540' || 'red lime blue white | red lime | red blue'
        'pad'  | '480x320' | '480x480' || 'black black black black | red lime | black black'
        'pad'  | '320x320' | '640x360' || 'black black black black | black black | red blue'
        'pad'  | '480x320' | '960x640' || 'red lime blue white | red lime | red blue'
        'blur' | '480x320' | '480x320' || 'red lime blue white | red lime | red blue'
    }

    def 'bars of a #how are #colour'() {
        when:
        def tall = fit(squares(folder.resolve('s.png'), 320, 320), how, 360, 640, 'image/jpeg')
        def wide = fit(squares(folder.resolve('s.png'), 320, 320), how, 640, 360, 'image/jpeg')

        then: 'the whole picture stands in the middle, as large as can be'
        [name(tall, 5, 145), name(tall, 355, 145), name(tall, 5, 495), name(tall, 355, 495)] == ['red', 'lime', 'blue', 'white']
        [name(wide, 145, 5), name(wide, 495, 5), name(wide, 145, 355), name(wide, 495, 355)] == ['red', 'lime', 'blue', 'white']

        and: 'and what is left is filled'
        bars(tall, 0..135, true).every { dark(it) == black }
        bars(tall, 504..639, true).every { dark(it) == black }
        bars(wide, 0..135, false).every { dark(it) == black }
        bars(wide, 504..639, false).every { dark(it) == black }

        where:
        how    | black | colour
        'pad'  | true  | 'black'
        'blur' | false | 'a blur of the picture'
    }

    def 'the blur has no edges where the picture has'() {
        given:
        def wide = fit(squares(folder.resolve('s.png'), 320, 320), 'blur', 640, 360, 'image/png')

        expect: 'above and below the middle of the left bar: red and blue, run into each other'
        def column = (0..359).collect { new Color(wide.getRGB(60, it)) }
        (1..359).every { Math.abs(column[it].blue - column[it - 1].blue) < 16 }
        column.first().red > column.last().red + 40
        column.last().blue > column.first().blue + 40
    }

    def 'a crop takes as much from both sides, and does not scale what nearly fits'() {
        given: 'a picture whose every column is another colour'
        def columns = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB)
        for (x in 0..<200) for (y in 0..<100) columns.setRGB(x, y, new Color(x, 200 - x, 128).RGB)
        def source = folder.resolve('columns.png')
        ImageIO.write(columns, 'png', source.toFile())

        when:
        def copy = fit(source, 'crop', 176, 99, 'image/png')

        then:
        (0..<176).every { new Color(copy.getRGB(it, 50)) == new Color(12 + it, 188 - it, 128) }
    }

    def 'a JPEG that is to be seen turned (Exif #orientation, #order) comes out upright'() {
        given:
        def stored = squares(folder.resolve('stored.jpg'), 480, 320)
        def source = Files.write(folder.resolve('turned.jpg'), turned(Files.readAllBytes(stored), orientation, order))
        def facts = PictureFacts.of(source)

        expect:
        [facts.width(), facts.height(), facts.orientation()] == [*size(seen), orientation]

        when:
        def copy = fit(source, 'crop', *size(seen), 'image/jpeg')

        then:
        names(copy).split(' \\| ')[0] == corners
        PictureFacts.of(folder.resolve('copy')).orientation() == 1

        where:
        orientation | order | seen      || corners
        1           | 'II'  | '480x320' || 'red lime blue white'
        2           | 'MM'  | '480x320' || 'lime red white blue'
        3           | 'II'  | '480x320' || 'white blue lime red'
        4           | 'MM'  | '480x320' || 'blue white red lime'
        5           | 'II'  | '320x480' || 'red blue lime white'
        6           | 'MM'  | '320x480' || 'blue red white lime'
        7           | 'II'  | '320x480' || 'white lime blue red'
        8           | 'MM'  | '320x480' || 'lime white red blue'
    }

    def 'a WebP (#kind) is a picture like any other'() {
        given:
        def source = Files.write(folder.resolve('s.webp'), webp.decodeBase64())

        expect:
        PictureFacts.of(source) == new PictureFacts('image/webp', 48, 32, 1)
        names(fit(source, 'pad', 480, 480, 'image/jpeg')) == corners

        where:
        kind         | webp || corners
        'lossy'      | VP8  || 'black black black black | red lime | black black'
        'lossless'   | VP8L || 'black black black black | red lime | black black'
        'with alpha' | VP8X || 'black black black black | red black | black black'
    }

    def 'what is transparent becomes black: #how'() {
        given:
        def image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB)
        for (x in 0..<64) for (y in 0..<64) image.setRGB(x, y, x < 32 ? 0xffff0000 as int : 0x00ffffff)
        def source = folder.resolve('alpha.png')
        ImageIO.write(image, 'png', source.toFile())

        expect:
        def copy = fit(source, how, 128, 128, type)
        name(copy, 20, 64) == 'red'
        name(copy, 108, 64) == 'black'
        !copy.colorModel.hasAlpha()

        where:
        [how, type] << [['crop', 'pad', 'blur'], ['image/jpeg', 'image/png']].combinations()
    }

    def 'a copy has no more bytes than it may'() {
        given: 'noise, which is hard to compress'
        def source = noise(folder.resolve('noise.png'))

        when:
        fit(source, 'crop', 640, 360, 'image/jpeg', 100_000)

        then:
        Files.size(folder.resolve('copy')) <= 100_000
        Files.size(folder.resolve('copy')) > 20_000

        when:
        fit(source, 'crop', 640, 360, type, most)

        then:
        def e = thrown(UnfitPictureException)
        e.message ==~ /a copy of 640 x 360 pixels has \d+ bytes, and may have $most/

        where:
        type         | most
        'image/jpeg' | 1000
        'image/png'  | 100_000
    }

    def 'the same picture and size give the same bytes'() {
        given:
        def source = squares(folder.resolve('s.png'), 320, 320)

        expect:
        (1..2).collect { fit(source, 'blur', 640, 360, 'image/jpeg'); hash(folder.resolve('copy')) }.toUnique().size() == 1
    }

    def 'a picture of which a part is lost is refused, and nothing is written'() {
        given: 'a JPEG with its end, and without what was before it'
        def whole = Files.readAllBytes(noise(folder.resolve('s.jpg')))
        def half = Arrays.copyOf(whole, (int) (whole.length / 2))
        half[-2] = (byte) 0xff
        half[-1] = (byte) 0xd9
        def source = Files.write(folder.resolve('broken.jpg'), half)

        when:
        fit(source, 'crop', 300, 300, 'image/jpeg')

        then:
        def e = thrown(UnfitPictureException)
        e.message.startsWith('ffmpeg: ')
        !Files.exists(folder.resolve('copy'))
        Files.list(folder).withCloseable { it*.fileName*.toString().sort() } == ['broken.jpg', 's.jpg']
    }

    BufferedImage fit(Path source, String how, int width, int height, String type, Long most = null) {
        def copy = folder.resolve('copy')
        media.fit(source, copy, new Media.Fit(how, width, height, type, most))
        def facts = PictureFacts.of(copy)
        assert [facts.mediaType(), facts.width(), facts.height()] == [type, width, height]
        ImageIO.read(copy.toFile())
    }

    static Path noise(Path file) {
        def image = new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB)
        def random = new Random(3)
        for (x in 0..<640) for (y in 0..<360) image.setRGB(x, y, random.nextInt())
        assert ImageIO.write(image, file.toString().endsWith('.png') ? 'png' : 'jpg', file.toFile())
        file
    }

    static Path squares(Path file, int width, int height) {
        def image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB)
        for (x in 0..<width) for (y in 0..<height) {
            image.setRGB(x, y, (y < height / 2 ? (x < width / 2 ? 0xff0000 : 0x00ff00) : (x < width / 2 ? 0x0000ff : 0xffffff)))
        }
        assert ImageIO.write(image, file.toString().endsWith('.png') ? 'png' : 'jpg', file.toFile())
        file
    }

    /** With Exif that says how the camera was held. */
    static byte[] turned(byte[] jpeg, int orientation, String order) {
        def exif = new ByteArrayOutputStream()
        def little = order == 'II'
        def number = { int value, int bytes -> (0..<bytes).each { exif.write(value >> 8 * (little ? it : bytes - 1 - it)) } }
        exif.writeBytes("Exif\0\0$order".toString().getBytes('ISO-8859-1'))
        number(42, 2)
        number(8, 4)
        number(1, 2)
        number(0x0112, 2)
        number(3, 2)
        number(1, 4)
        number(orientation, 2)
        number(0, 6)
        def out = new ByteArrayOutputStream()
        out.write(jpeg, 0, 2)
        out.writeBytes([0xff, 0xe1, 0, exif.size() + 2] as byte[])
        out.writeBytes(exif.toByteArray())
        out.write(jpeg, 2, jpeg.length - 2)
        out.toByteArray()
    }

    static List<Integer> size(String text) { text.split('x')*.toInteger() }

    static String names(BufferedImage image) {
        int x = image.width - 1
        int y = image.height - 1
        def near = { int px, int py -> name(image, px, py) }
        [near(2, 2), near(x - 2, 2), near(2, y - 2), near(x - 2, y - 2), '|',
         near(2, (int) (y * 0.4)), near(x - 2, (int) (y * 0.4)), '|', near((int) (x * 0.4), 2), near((int) (x * 0.4), y - 2)].join(' ')
    }

    static String name(BufferedImage image, int x, int y) {
        def colour = new Color(image.getRGB(x, y))
        def known = [red: Color.RED, lime: Color.GREEN, blue: Color.BLUE, white: Color.WHITE, black: Color.BLACK]
        known.find { far(it.value, colour) < 24 }?.key ?: colour.toString()
    }

    static int far(Color a, Color b) {
        [Math.abs(a.red - b.red), Math.abs(a.green - b.green), Math.abs(a.blue - b.blue)].max()
    }

    static List<Color> bars(BufferedImage image, IntRange range, boolean rows) {
        range.findAll { it % 9 == 0 }.collectMany { at ->
            (0..<(rows ? image.width : image.height)).findAll { it % 9 == 0 }
                .collect { new Color(rows ? image.getRGB(it, at) : image.getRGB(at, it)) }
        }
    }

    static boolean dark(Color colour) { far(colour, Color.BLACK) < 24 }

    static String hash(Path file) {
        MessageDigest.getInstance('SHA-256').digest(Files.readAllBytes(file)).encodeHex()
    }
}
