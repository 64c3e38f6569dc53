package kinoloom.media

import java.nio.file.Files
import java.nio.file.Path

/** Makes real files for the specs, and looks into those that Kinoloom made. */
class Studio {

    static final Ffmpeg FFMPEG = Ffmpeg.find()

    final Path folder

    Studio(Path folder) {
        this.folder = folder
    }

    /** A clip of moving colours; options: size, fps, frames, sound (true). */
    Path clip(Map options = [:], String name) {
        String size = options.size ?: '320x180'
        int fps = (options.fps ?: 24) as int
        int frames = (options.frames ?: fps) as int
        boolean sound = options.getOrDefault('sound', true)
        def seconds = frames / fps
        Path file = folder.resolve(name)
        Files.createDirectories(file.parent)
        List<String> arguments = ['-f', 'lavfi', '-i', "testsrc2=s=$size:r=$fps".toString()]
        if (sound) {
            arguments += ['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=44100']
        }
        arguments += ['-frames:v', "$frames".toString(), '-t', "$seconds".toString()]
        arguments += options.codec ?: ['-c:v', FFMPEG.encoder().label(), '-pix_fmt', 'yuv420p']
        arguments += ['-f', options.format ?: 'mp4', Ffmpeg.url(file)]
        FFMPEG.run('fixture', arguments)
        file
    }

    Path picture(String name, String size = '320x180') {
        Path file = folder.resolve(name)
        FFMPEG.run('fixture', ['-f', 'lavfi', '-i', "color=orange:s=$size,format=rgb24".toString(),
            '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', Ffmpeg.url(file)])
        file
    }

    /** ffprobe's account of a film, its frames counted by decoding them. */
    static Map look(Path file) {
        def probed = FFMPEG.probe(file)
        def streams = probed.path('streams').collect { it }
        def video = streams.find { it.path('codec_type').asText() == 'video' }
        def audio = streams.find { it.path('codec_type').asText() == 'audio' }
        [
            streams  : streams*.path('codec_name')*.asText(),
            size     : "${video.path('width').asInt()}x${video.path('height').asInt()}".toString(),
            frames   : video.path('nb_frames').asInt(),
            rate     : video.path('r_frame_rate').asText(),
            pixels   : video.path('pix_fmt').asText(),
            aspect   : video.path('sample_aspect_ratio').asText('1:1'),
            sound    : audio == null ? null
                : "${audio.path('sample_rate').asText()} x ${audio.path('channels').asInt()}".toString(),
            soundSeconds: audio == null ? 0 : audio.path('duration').asDouble(),
            seconds  : probed.path('format').path('duration').asDouble()
        ]
    }

    /** Loudest sample between two times, in dB; silence is below -80. */
    static double loudness(Path file, double from, double to) {
        def log = Files.createTempFile('volume', '.txt')
        try {
            def script = "[0:a:0]atrim=$from:$to,astats=metadata=1:reset=0," +
                "ametadata=print:key=lavfi.astats.Overall.Peak_level:file='${log}'[o]"
            FFMPEG.run('measure', Ffmpeg.input(file) +
                ['-filter_complex', script.toString(), '-map', '[o]', '-f', 'null', '-'])
            def value = Files.readAllLines(log).findAll { it.contains('Peak_level') }.last().split('=')[1]
            value == '-inf' ? -200d : value.toDouble()
        } finally {
            Files.delete(log)
        }
    }

    List<String> names() {
        Files.list(folder).withCloseable { it*.fileName*.toString().sort() }
    }
}
