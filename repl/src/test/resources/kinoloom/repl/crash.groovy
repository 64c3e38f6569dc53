// Every verb once, and short: what CrashSpec kills and takes up again.
title 'Crash'
param 'theme', 'a lighthouse in the fog'

def board = chat {
    model   'qwen3-max'
    prompt  "A storyboard of 2 shots about: ${params.theme}"
    returns title: String, shots: [[scene: String, motion: String]]
}

def scenes = board.shots.take(2).withIndex().collect { pair ->
    def frame = t2i {
        model  'wan2.2-t2i-plus'
        prompt "${pair[0].scene}, picture ${pair[1]}, ${params.theme}"
    }
    def clip = i2v {
        model      'happyhorse-1.0-i2v'
        firstFrame frame
        prompt     "${pair[0].motion}, clip ${pair[1]}"
        resolution '720p'
        duration   3
    }
    [frame: frame, clip: clip]
}

def passage = ref2v {
    model      'happyhorse-1.0-r2v'
    images     scenes.frame
    prompt     "A passage through the pictures, in order: ${params.theme}"
    resolution '720p'
    duration   3
}

def film = cut {
    clips      scenes.clip, passage
    transition 'fade', 0.25
}

output film: film, storyboard: board, clips: scenes.clip
