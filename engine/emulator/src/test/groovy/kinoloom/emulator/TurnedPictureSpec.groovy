package kinoloom.emulator

import com.fasterxml.jackson.databind.JsonNode
import kinoloom.media.Ffmpeg
import kinoloom.media.FfmpegMedia
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

import java.awt.Color
import java.awt.image.BufferedImage
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.Path
import javax.imageio.ImageIO

/** A photo is filmed as it is seen: its Exif says how the camera was held. */
class TurnedPictureSpec extends Specification {
    static final VIDEO = '/llmage/v1/video/generations'
    static final HUES = [red: Color.RED, lime: Color.GREEN, blue: Color.BLUE, white: Color.WHITE]

    @Shared
    @AutoCleanup
    Emulator emulator = Emulator.builder().timeScale(0).pixelScale(0.25d).balance('1000.00').start()
    @Shared
    Wire wire = new Wire(emulator)
    @Shared
    FfmpegMedia media = new FfmpegMedia(Ffmpeg.find())
    @TempDir
    Path folder

    def "a JPEG of 320 x 240 pixels with orientation #orientation (#order) becomes a clip of #frame: #seen"() {
        when:
        def task = film('happyhorse-1.0-i2v', 'i2v', 'image_file', [squares(orientation, order)])

        then:
        [size(task), corners(clip(task)), corners(cover(task))] == [frame, seen, seen]

        where: 'the corners are told row by row'
        orientation | order || frame     | seen
        1           | 'II'  || '240x180' | 'red lime blue white'
        2           | 'MM'  || '240x180' | 'lime red white blue'
        3           | 'II'  || '240x180' | 'white blue lime red'
        4           | 'MM'  || '240x180' | 'blue white red lime'
        5           | 'II'  || '180x240' | 'red blue lime white'
        6           | 'MM'  || '180x240' | 'blue red white lime'
        7           | 'II'  || '180x240' | 'white lime blue red'
        8           | 'MM'  || '180x240' | 'lime white red blue'
    }

    def "so does a clip of several references"() {
        when:
        def task = film('happyhorse-1.0-r2v', 'ref2v', 'image_files', [squares(6, 'II'), squares(8, 'II')])

        then:
        [size(task), corners(clip(task))] == ['180x240', 'blue red white lime']
    }

    def "Exif that makes no sense says nothing: #what"() {
        when:
        def task = film('happyhorse-1.0-i2v', 'i2v', 'image_file', [Files.write(folder.resolve('odd.jpg'), jpeg(exif))])

        then:
        [size(task), corners(cover(task))] == ['240x180', 'red lime blue white']

        where:
        what                    | exif
        'an orientation of 9'   | tiff(9, 'II')
        'cut short'             | Arrays.copyOf(tiff(6, 'MM'), 12)
        'a directory elsewhere' | tiff(6, 'MM').tap { it[6] = 0x7f }
        'nothing at all'        | new byte[0]
    }

    private JsonNode film(String model, String catelogid, String field, List<Path> pictures) {
        def parts = [['model', model], ['catelogid', catelogid], ['prompt', 'x'], ['resolution', '720P'], ['duration', '3']]
        def task = wire.finished(wire.multipart(VIDEO, parts + pictures.collect { [field, it] }).body.taskid)
        assert task.get('status').asText() == 'SUCCEEDED', task.toString()
        Files.write(folder.resolve('clip.mp4'), Wire.download(task.get('video').asText()))
        task
    }

    private String size(JsonNode task) {
        def info = media.probe(folder.resolve('clip.mp4'))
        def cover = cover(task)
        assert [cover.width, cover.height] == [info.width(), info.height()]
        "${info.width()}x${info.height()}"
    }

    private BufferedImage clip(JsonNode task) {
        def still = folder.resolve('still.jpg')
        media.thumbnail(folder.resolve('clip.mp4'), still, media.probe(folder.resolve('clip.mp4')).width())
        ImageIO.read(still.toFile())
    }

    private static BufferedImage cover(JsonNode task) {
        ImageIO.read(new ByteArrayInputStream(Wire.download(task.get('image').asText())))
    }

    private static String corners(BufferedImage image) {
        [[1, 1], [3, 1], [1, 3], [3, 3]].collect { x, y ->
            def at = new Color(image.getRGB((int) (x * image.width / 4), (int) (y * image.height / 4)))
            HUES.min { (it.value.red - at.red)**2 + (it.value.green - at.green)**2 + (it.value.blue - at.blue)**2 }.key
        }.join(' ')
    }

    private Path squares(int orientation, String order) {
        Files.write(folder.resolve("${orientation}.jpg"), jpeg(tiff(orientation, order)))
    }

    /** Red, lime, blue and white, as stored, with Exif. */
    private static byte[] jpeg(byte[] tiff) {
        def image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB)
        for (x in 0..<320) for (y in 0..<240) image.setRGB(x, y, HUES.values()[(x < 160 ? 0 : 1) + (y < 120 ? 0 : 2)].RGB)
        def plain = new ByteArrayOutputStream()
        ImageIO.write(image, 'jpg', plain)
        def out = new ByteArrayOutputStream()
        out.write(plain.toByteArray(), 0, 2)
        out.writeBytes([0xff, 0xe1, 0, 2 + 6 + tiff.length] as byte[])
        out.writeBytes('Exif\0\0'.bytes)
        out.writeBytes(tiff)
        out.write(plain.toByteArray(), 2, plain.size() - 2)
        out.toByteArray()
    }

    private static byte[] tiff(int orientation, String order) {
        def tiff = ByteBuffer.allocate(26).order(order == 'II' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
        tiff.put(order.bytes).putShort(42 as short).putInt(8)
        tiff.putShort(1 as short).putShort(0x0112 as short).putShort(3 as short).putInt(1).putShort(orientation as short)
        tiff.array()
    }
}
