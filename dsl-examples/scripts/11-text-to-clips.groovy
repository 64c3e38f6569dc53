// Two clips from words alone, by different models, joined into a film.
title 'Rain and sun'
param 'place', 'a narrow street in an old town'
param 'seconds', 5

def rain = t2v {
    model      'happyhorse-1.0-t2v'
    prompt     "${params.place} in heavy rain, umbrellas, reflections on the stones"
    resolution '720p'
    ratio      '16:9'
    duration   params.seconds
}

def sun = t2v {
    model          'wan2.6-t2v'
    prompt         "${params.place} in the first sun after rain, steam rises"
    negativePrompt 'people, text'
    resolution     '720p'
    ratio          '16:9'
    duration       params.seconds
}

def film = cut {
    clips rain, sun
}

output film: film, clips: [rain, sun]
