// One picture. A verb with its block is a step, which the platform does and is paid for;
// output says which of the results are wanted, and by what name.
// A param can be set by the caller: kino run 01-picture.groovy -p what='a whale above a city'
title 'Picture'
param 'what', 'a lighthouse in a storm'

def picture = t2i {
    model  'wan2.2-t2i-plus'
    prompt "${params.what}, film still, 35mm"
}

output picture: picture
