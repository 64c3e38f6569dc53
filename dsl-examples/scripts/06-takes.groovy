// A person decides. The idea is shown before anything is drawn of it; nobody need be there for that: after half a minute the
// answer is yes. Then three pictures are drawn, and the run waits until somebody has chosen: look at them in out/<run>/takes, then
//   kino pick frame 2
//   kino resume
// A picture nobody likes: kino redo frame draws another one.
title 'The clockmaker'
param 'theme', 'a clockmaker who stops time'

def idea = chat {
    model   'qwen3-max'
    prompt  "One scene for a short film about: ${params.theme}. What is seen, and how it moves"
    returns scene: String, motion: String
}

def story = approve('Is this a film?', idea) {
    deadline  '30s'
    otherwise 'approve'
}

def frame = t2i {
    model  'wan2.2-t2i-plus'
    prompt "${story.scene}, film still, 35mm"
    takes  3
}

def clip = i2v {
    model      'happyhorse-1.0-i2v'
    firstFrame frame
    prompt     story.motion
    resolution '720p'
    duration   3
}

output clip: clip, frame: frame, idea: idea
