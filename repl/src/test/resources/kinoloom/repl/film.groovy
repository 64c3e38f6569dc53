// A whole film in small: a storyboard, pictures, clips of them, a passage through them, the cut.
title 'Film'
param 'shots', 2

def board = chat {
    model  'qwen3-max'
    system 'You are a film director.'
    prompt "A storyboard of ${params.shots} shots about: rain and sun"
    returns title: String, shots: [[scene: String, motion: String]]
}

def scenes = board.shots.collect { shot ->
    def frame = t2i {
        model  'wan2.2-t2i-plus'
        prompt shot.scene
    }
    def clip = i2v {
        model      'happyhorse-1.0-i2v'
        firstFrame frame
        prompt     shot.motion
        resolution '720p'
        duration   3
    }
    [frame: frame, clip: clip]
}

def passage = ref2v {
    model      'happyhorse-1.0-r2v'
    images     scenes.frame
    prompt     'A smooth passage through the pictures, in order'
    resolution '720p'
    duration   3
}

def film = cut {
    clips scenes.clip, passage
}

output film: film, storyboard: board, frames: scenes.frame, clips: scenes.clip, passage: passage
