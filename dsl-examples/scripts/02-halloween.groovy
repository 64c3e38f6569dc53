// A storyboard becomes a film: a chat writes it, pictures are drawn and moved, the clips are cut.
title 'Halloween'
param 'theme', 'pumpkins take to the sky on Halloween night'
param 'shots', 3

def board = chat {
    model   'qwen3-max'
    system  'You are a film director.'
    prompt  "A storyboard of ${params.shots} shots about: ${params.theme}"
    returns title: String, shots: [[scene: String, motion: String]]
}

def scenes = board.shots.collect { shot ->
    def frame = t2i {
        model  'wan2.2-t2i-plus'
        prompt "${shot.scene}, film still, 35mm"
        negativePrompt 'blur, text, watermark'
    }
    def clip = i2v {
        model      'happyhorse-1.0-i2v'
        firstFrame frame
        prompt     shot.motion
        resolution '720p'
        duration   5
    }
    [frame: frame, clip: clip]
}

def passage = ref2v {
    model      'happyhorse-1.0-r2v'
    images     scenes.frame
    prompt     'A smooth passage through the pictures, in order'
    resolution '720p'
    duration   5
}

def film = cut {
    clips      scenes.clip, passage
    transition 'fade', 0.5
}

output film: film, storyboard: board, frames: scenes.frame, clips: scenes.clip, passage: passage
