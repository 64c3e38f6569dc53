// Four shots in one go: each begins with the very last frame of the one before. A clip's lastFrame is a picture like any other.
title 'The walk'
param 'seconds', 3

def opening = t2i {
    model  'wan2.2-t2i-plus'
    prompt 'A hiker at the foot of a green hill, morning mist, film still'
}

def steps = ['sets off', 'crosses a stream', 'climbs between rocks', 'looks over the valley']
def start = opening
def shots = steps.collect { step ->
    def shot = i2v {
        model      'happyhorse-1.0-i2v'
        firstFrame start
        fit        'crop' // a frame that is too small for the model is enlarged
        prompt     "The hiker ${step}"
        resolution '720p'
        duration   params.seconds
    }
    start = shot.lastFrame
    shot
}

def film = cut {
    clips     shots
    subtitles steps
}

output film: film, ending: start
