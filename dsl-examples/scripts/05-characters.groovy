// The same characters in every shot. Each is drawn once, and these pictures go with every clip the character is in.
// A closure of yours that makes a step is as good as a verb; its name is given in parentheses.
title 'Fox and owl'
param 'story', 'they find a lantern in the snow and look for its owner'
param 'shots', 3

def portrait = { who, looks ->
    t2i(who) {
        model  'wan2.2-t2i-plus'
        prompt "${looks}, whole figure, plain background, watercolour"
    }
}

def cast = [
    fox: portrait('fox', 'a young fox with a red scarf'),
    owl: portrait('owl', 'an old owl with round glasses'),
]

def board = chat {
    model   'qwen3-max'
    prompt  "A story in ${params.shots} shots with a fox and an owl: ${params.story}. Say who is in each shot"
    returns shots: [[who: [String], action: String]]
}

def shots = board.shots.collect { shot ->
    def there = cast.findAll { name, picture -> name in shot.who } ?: cast
    def clip = ref2v {
        model      'happyhorse-1.0-r2v'
        images     there.values()
        prompt     "${there.keySet().join(' and ')}: ${shot.action}, watercolour"
        resolution '720p'
        duration   3
    }
    clip
}

def film = cut { clips shots }

output film: film, storyboard: board, fox: cast.fox, owl: cast.owl
