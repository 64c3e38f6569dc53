// Two clips from a picture of your own: one model is given the first frame,
// the other a first and a last frame, so that its clip ends where it began.
title 'Lighthouse'
param 'picture', 'picture.jpg'
param 'motion', 'waves roll in, the beam of the lighthouse turns, the boat rocks'

def picture = file params.picture

def wide = i2v {
    model      'happyhorse-1.0-i2v'
    firstFrame picture
    prompt     params.motion
    resolution '720p'
    duration   3
}

def loop = i2v {
    model      'doubao-seedance-2-0-260128'
    firstFrame picture
    lastFrame  picture
    prompt     "${params.motion}, ending as it began"
    resolution '480p'
    ratio      '16:9'
    duration   4
}

output wide: wide, loop: loop
