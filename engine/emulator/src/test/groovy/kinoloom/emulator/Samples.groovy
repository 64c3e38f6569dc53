package kinoloom.emulator

import java.awt.Color
import java.awt.image.BufferedImage
import java.nio.file.Files
import java.nio.file.Path
import javax.imageio.ImageIO

/** Real little files to upload. */
final class Samples {
    private Samples() {}

    static Path picture(Path folder, String name, int width = 160, int height = 90, Color colour = Color.ORANGE) {
        def image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB)
        def g = image.createGraphics()
        g.color = colour
        g.fillRect(0, 0, width, height)
        g.dispose()
        def file = folder.resolve(name)
        ImageIO.write(image, name.endsWith('.png') ? 'png' : 'jpg', file.toFile())
        file
    }

    static Path text(Path folder, String name) {
        Files.writeString(folder.resolve(name), 'this is not a picture')
    }
}
