package kinoloom.emulator

import kinoloom.emulator.paint.Painter
import kinoloom.emulator.paint.Subject
import spock.lang.Specification

import java.awt.image.BufferedImage
import javax.imageio.ImageIO

class PainterSpec extends Specification {
    def "the same subject gives the same bytes"() {
        expect:
        png('a cat on the moon', '', 'm', 1) == png('a cat on the moon', '', 'm', 1)
    }

    def "another #what gives another picture"() {
        expect:
        png(*changed) != png('a cat on the moon', '', 'm', 1)

        where:
        what              | changed
        'prompt'          | ['a cat on the sea', '', 'm', 1]
        'negative prompt' | ['a cat on the moon', 'blur', 'm', 1]
        'model'           | ['a cat on the moon', '', 'n', 1]
        'seed'            | ['a cat on the moon', '', 'm', 2]
    }

    def "what a prompt names is in the picture: #prompt is more orange than without"() {
        expect:
        orange(paint(prompt)) > 4 * orange(paint('night over the hills'))

        where:
        prompt << ['pumpkins in the night over the hills', '夜晚的南瓜']
    }

    def "the frames of a move differ, and any prompt can be painted: #prompt"() {
        given:
        def painter = new Painter(new Subject(prompt, '', 'm', 1), 96, 54)

        expect:
        bytes(painter.frame(0)) != bytes(painter.frame(1))

        where:
        prompt << ['', '一只猫坐在月亮上', 'x' * 5000, '🎬 emoji', 'snow, desert, city, ship, forest, garden, birds, house, girl', '\u0000\n\t']
    }

    private static BufferedImage paint(String prompt) {
        new Painter(new Subject(prompt, '', 'm', 1), 320, 180).still()
    }

    private static List<Byte> png(String prompt, String negative, String model, long seed) {
        bytes(new Painter(new Subject(prompt, negative, model, seed), 160, 90).still())
    }

    private static List<Byte> bytes(BufferedImage image) {
        def out = new ByteArrayOutputStream()
        ImageIO.write(image, 'png', out)
        out.toByteArray().toList()
    }

    private static int orange(BufferedImage image) {
        int count = 0
        for (int y = 0; y < image.height * 0.8; y++) {
            for (int x = 0; x < image.width; x++) {
                int rgb = image.getRGB(x, y)
                int red = rgb >> 16 & 255
                if (red > 170 && (rgb >> 8 & 255) < 0.75 * red && (rgb & 255) < 0.35 * red) {
                    count++
                }
            }
        }
        count + 1
    }
}
