// A wide photo becomes an upright clip: the photo in the middle, its own blur above and below.

title 'Portrait'
param 'photo', 'picture.jpg'

def photo = file(params.photo)

def upright = ref2v {
    model      'doubao-seedance-2-0-260128'
    images     photo
    prompt     'The wind rises, leaves fly past'
    ratio      '9:16'
    fit        'blur'
    resolution '480p'
    duration   4
}

def square = i2v {
    model      'happyhorse-1.0-i2v'
    firstFrame photo
    prompt     'The camera moves slowly closer'
    fit        'crop', '1:1'
    resolution '720p'
    duration   3
}

output upright: upright, square: square
