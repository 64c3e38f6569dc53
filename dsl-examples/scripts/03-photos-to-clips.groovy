// Photos of your own become clips, and the clips a film. A photo of any shape will do: fit says how a copy
// of it is brought to what the model takes; the photo itself stays as it is.
// The list is known in the script, so collect runs at once, and each clip is a step of its own.
title 'By the sea'
param 'photos', ['picture.jpg', 'town.jpg']
param 'motion', 'the wind rises, waves roll in'

def moved = params.photos.collect { photo ->
    i2v {
        model      'happyhorse-1.0-i2v'
        firstFrame file(photo)
        fit        'crop', '16:9'
        prompt     params.motion
        resolution '720p'
        duration   3
    }
}

// A first and a last frame: the clip ends where it began.
def loop = i2v {
    model      'doubao-seedance-2-0-260128'
    firstFrame file(params.photos[0])
    lastFrame  file(params.photos[0])
    prompt     "${params.motion}, ending as it began"
    resolution '480p'
    ratio      '16:9'
    duration   4
}

// A wide photo becomes an upright clip: whole in the middle, its own blur above and below.
def upright = ref2v {
    model 'doubao-seedance-2-0-260128'; images file(params.photos[0]); prompt params.motion
    ratio '9:16'; fit 'blur'; resolution '480p'; duration 4
}

def film = cut { clips moved }

output film: film, loop: loop, upright: upright
