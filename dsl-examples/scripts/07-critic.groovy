// A chat judges what another has written, and the work goes the way it says.
// then runs its closure on the real answer: any Groovy works there, if too, and it may make steps.
// A plan cannot know the answer, so it shows what is inside as unknown until run.
title 'Critic'
param 'theme', 'a clockmaker who stops time'

def idea = chat {
    model  'qwen3-max'
    prompt "One scene for a picture, in two sentences, about: ${params.theme}"
}

def verdict = chat {
    model   'qwen3-max'
    system  'You are a strict art director.'
    prompt  "How well does this scene tell its story without words, of 10 points, and what is missing? ${idea}"
    returns points: Integer, missing: String
}

def scene = verdict.then { judged ->
    if (judged.points >= 9) return idea
    chat('redone') {
        model  'qwen3-max'
        prompt "Write this scene anew, in two sentences: ${idea} What it lacks: ${judged.missing}"
    }
}

def picture = t2i {
    model  'wan2.2-t2i-plus'
    prompt "${scene}, oil painting"
}

output picture: picture, scene: scene, verdict: verdict
