// A poster of which the first idea is discussed before it is drawn.
title 'Second draft'
param 'theme', 'a lighthouse keeper and a whale'

def idea = chat {
    model  'qwen3-max'
    prompt "An idea for a film poster, in one sentence, about: ${params.theme}"
}

def better = chat {
    model    'qwen3-max'
    system   'You are an art director. You know what can be drawn.'
    messages([role: 'user', content: "An idea for a film poster about: ${params.theme}"],
             [role: 'assistant', content: idea],
             [role: 'user', content: 'Good. Now as one picture that tells it without words.'])
    returns  title: String, scene: String
    option   temperature: 0.7
}

def poster = t2i {
    model  'wan2.2-t2i-plus'
    prompt "${better.scene}, film poster, strong shapes"
}

output poster: poster, draft: better
