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

    /**
     * A short clip of any kind: size, fps, frames, rate, layout, sound, codec, pixels, format, audio, vary, turned,
     * bframes, from, offset, seconds (of sound), aspect.
     */
    Path source(Map recipe, String name) {
        int fps = (recipe.fps ?: 24) as int
        int frames = (recipe.frames ?: fps / 2) as int
        def picture = "${recipe.black ? 'color=black:' : 'testsrc2='}s=${recipe.size ?: '160x90'}:r=$fps"
        def tone = "sine=frequency=330:sample_rate=${recipe.rate ?: 44100}" + (recipe.gain ? ",volume=${recipe.gain}dB" : '')
        make(recipe, name, picture, tone, frames, fps)
    }

    /** A second of black in silence with a white flash and a beep in its middle, for a tenth of a second. */
    Path flash(Map recipe, String name) {
        int fps = (recipe.fps ?: 24) as int
        def picture = "color=black:s=160x90:r=$fps,drawbox=c=white:t=fill:enable='between(t,0.499,0.6)'"
        def tone = "sine=frequency=880:sample_rate=48000,volume='between(t,0.5,0.6)':eval=frame"
        make(recipe, name, picture, tone, fps, fps)
    }

    /** A clip whose frame n is grey, 20 + 8n of 255. */
    Path ramp(Map recipe, String name) {
        int fps = (recipe.fps ?: 24) as int
        def picture = "color=black:s=80x40:r=$fps,format=gbrp,geq=r='20+8*N':g='20+8*N':b='20+8*N'"
        make(recipe, name, picture, 'sine', recipe.frames as int, fps)
    }

    /** A tone of 2000 Hz. */
    Path song(String name, double seconds) {
        def file = folder.resolve(name)
        FFMPEG.run('fixture', ['-f', 'lavfi', '-i', "sine=frequency=2000:sample_rate=44100:duration=$seconds".toString(), Ffmpeg.url(file)])
        file
    }

    /** How loud a film is around a frequency between two times, in dB. */
    static double level(Path file, int hertz, double from, double to) {
        double level = -200
        measured(file, "[0:a:0]atrim=$from:$to,bandpass=f=$hertz:width_type=h:w=100,astats=metadata=1:reset=0," +
            "ametadata=print:key=lavfi.astats.Overall.RMS_level:file='%s'[o]") { time, value -> level = value; false }
        level
    }

    /** The texts of a film's subtitle track. */
    static List<String> subtitles(Path film) {
        def srt = Files.createTempFile('track', '.srt')
        try {
            FFMPEG.run('look', Ffmpeg.input(film) + ['-map', '0:s:0', '-f', 'srt', Ffmpeg.url(srt)])
            Files.readString(srt).strip().split(/\n\s*\n/).collect { it.readLines().drop(2).join('\n') }
        } finally {
            Files.delete(srt)
        }
    }

    private Path make(Map recipe, String name, String picture, String tone, int frames, int fps) {
        Files.createDirectories(folder)
        Path file = folder.resolve(name)
        String codec = recipe.codec ?: FFMPEG.encoder().label()
        String format = recipe.format ?: (codec == 'ffv1' ? 'matroska' : 'mp4')
        List<String> arguments = ['-f', 'lavfi', '-i', picture]
        boolean sound = recipe.getOrDefault('sound', true)
        if (sound) arguments += ['-f', 'lavfi', '-t', "${recipe.seconds ?: frames / fps}", '-i', tone]
        def filters = []
        if (recipe.vary) filters << "select='lt(n,6)+not(mod(n,3))'"
        if (recipe.aspect) filters << "setsar=${recipe.aspect}"
        if (recipe.late) filters << "setpts=PTS+${recipe.late}/TB"
        if (filters) arguments += ['-vf', filters.join(',')]
        if (recipe.vary) arguments += ['-fps_mode', 'passthrough', '-t', "${frames / fps}"]
        else arguments += ['-frames:v', "$frames"]
        if (recipe.late) arguments += ['-fps_mode', 'passthrough', '-async', '0']
        arguments += ['-c:v', codec, '-pix_fmt', recipe.pixels ?: 'yuv420p']
        if (recipe.bframes) arguments += ['-bf', '2', '-g', '6']
        if (codec == 'mpeg4') arguments += ['-b:v', '2M']
        if (recipe.layout) arguments += ['-af', "aformat=channel_layouts=${recipe.layout}"]
        if (sound && recipe.audio) arguments += ['-c:a', recipe.audio, '-ar', '48000']
        if (recipe.offset) arguments += ['-output_ts_offset', "${recipe.offset}"]
        FFMPEG.run('fixture', (arguments + ['-f', format, Ffmpeg.url(file)])*.toString())
        again(recipe, file, format)
    }

    /** Writes a clip anew without encoding it: turned, or begun later. */
    private Path again(Map recipe, Path file, String format) {
        if (!recipe.turned && !recipe.from) return file
        Path copy = file.resolveSibling("${file.fileName}-copy")
        def before = recipe.turned ? ['-display_rotation', "${recipe.turned}"] : ['-ss', "${recipe.from}"]
        FFMPEG.run('fixture', (before + Ffmpeg.input(file) + ['-map', '0', '-c', 'copy', '-f', format, Ffmpeg.url(copy)])*.toString())
        Files.delete(file)
        copy
    }

    /** How many frames of a film can be decoded; a single mistake in it is one too many. */
    static int decoded(Path file) {
        FFMPEG.frames('decode', ['-xerror', '-err_detect', 'explode'] + Ffmpeg.input(file) +
            ['-map', '0:v', '-map', '0:a?', '-fps_mode', 'passthrough', '-f', 'null', '-']) as int
    }

    /** When a film's first white picture is shown. */
    static double flashes(Path file) {
        measured(file, "[0:v:0]signalstats,metadata=print:key=lavfi.signalstats.YAVG:file='%s'[o]") { time, value -> value > 180 }
    }

    /** When a film is first heard loudly after 0.5 s, to 5 ms. */
    static double beeps(Path file) {
        measured(file, '[0:a:0]atrim=start=0.52,asetnsamples=n=240,astats=metadata=1:reset=1,' +
            "ametadata=print:key=lavfi.astats.Overall.RMS_level:file='%s'[o]") { time, value -> value > -40 }
    }

    private static double measured(Path file, String filter, Closure<Boolean> found) {
        def log = Files.createTempFile('measure', '.txt')
        try {
            FFMPEG.run('measure', Ffmpeg.input(file) +
                ['-filter_complex', String.format(filter, log), '-map', '[o]', '-f', 'null', '-'])
            double time = 0
            for (line in Files.readAllLines(log)) {
                def stamp = line =~ /pts_time:([0-9.]+)/
                if (stamp) time = stamp.group(1).toDouble()
                else if (line.contains('=') && found(time, line.split('=')[1] == '-inf' ? -200d : line.split('=')[1].toDouble())) return time
            }
            -1
        } finally {
            Files.delete(log)
        }
    }

    static java.awt.image.BufferedImage frame(Path film, int number) {
        def still = Files.createTempFile('frame', '.png')
        try {
            FFMPEG.run('look', Ffmpeg.input(film) + ['-vf', "select=eq(n\\,$number)".toString(), '-frames:v', '1',
                '-c:v', 'png', '-f', 'image2pipe', Ffmpeg.url(still)])
            javax.imageio.ImageIO.read(still.toFile())
        } finally {
            Files.delete(still)
        }
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
            meanRate : video.path('avg_frame_rate').asText(),
            decoded  : decoded(file),
            videoSeconds: video.path('duration').asDouble(),
            started  : video.path('start_time').asDouble(),
            soundStarted: audio == null ? 0 : audio.path('start_time').asDouble(),
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
