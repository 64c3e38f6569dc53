// One script, many films: each row of a table gives params, and is a run with a folder of its own.
//   kino run 08-postcards.groovy --batch 08-postcards.csv
// All rows are rehearsed and priced before the first is made. What is the same in several rows, as the opening
// is here, is paid once.
title 'Postcard'
param 'city', 'Lisbon', about: 'where the postcard is from'
param 'season', 'spring', oneOf: ['spring', 'summer', 'autumn', 'winter']
param 'seconds', 3, range: 3..15

def opening = t2v {
    model      'happyhorse-1.0-t2v'
    prompt     'A hand puts a stamp on a postcard, close-up'
    resolution '720p'
    ratio      '16:9'
    duration   3
}

def card = t2i {
    model  'wan2.2-t2i-plus'
    prompt "${params.city} in ${params.season}, watercolour postcard"
}

def view = i2v {
    model      'happyhorse-1.0-i2v'
    firstFrame card
    prompt     'The picture comes to life, people walk, clouds pass'
    resolution '720p'
    duration   params.seconds
}

def film = cut { clips opening, view; transition 'fade', 0.5 }

output film: film, card: card
