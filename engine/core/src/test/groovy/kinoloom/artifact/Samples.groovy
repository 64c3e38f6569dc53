package kinoloom.artifact

import java.awt.image.BufferedImage
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.charset.StandardCharsets
import javax.imageio.ImageIO

/** The smallest files of each kind that are whole. */
final class Samples {
    static byte[] png() {
        image('png')
    }

    static byte[] jpeg() {
        image('jpg')
    }

    static byte[] mp4(String brand = 'isom') {
        join(box('ftyp', ascii(brand + '\0\0\0\0')), box('moov', new byte[24]), box('mdat', new byte[40]))
    }

    static byte[] webp() {
        riff('WEBP', join(ascii('VP8L'), new byte[12]))
    }

    static byte[] wav() {
        riff('WAVE', join(ascii('fmt '), new byte[20]))
    }

    static byte[] box(String type, byte[] content) {
        join(ByteBuffer.allocate(4).putInt(8 + content.length).array(), ascii(type), content)
    }

    /** A box with its size in 64 bits. */
    static byte[] longBox(String type, byte[] content) {
        join(ByteBuffer.allocate(4).putInt(1).array(), ascii(type),
            ByteBuffer.allocate(8).putLong(16 + content.length).array(), content)
    }

    /** A box that reaches to the end of the file. */
    static byte[] lastBox(String type, byte[] content) {
        join(new byte[4], ascii(type), content)
    }

    static byte[] ascii(String text) {
        text.getBytes(StandardCharsets.ISO_8859_1)
    }

    static byte[] join(byte[]... parts) {
        def out = new ByteArrayOutputStream()
        parts.each { out.writeBytes(it) }
        out.toByteArray()
    }

    private static byte[] riff(String type, byte[] content) {
        join(ascii('RIFF'),
            ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(4 + content.length).array(),
            ascii(type), content)
    }

    private static byte[] image(String format) {
        def picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB)
        8.times { picture.setRGB(it, it, 0xff8800) }
        def out = new ByteArrayOutputStream()
        assert ImageIO.write(picture, format, out)
        out.toByteArray()
    }
}
