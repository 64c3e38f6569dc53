// OpenAI's own client for node, told a base URL and a key. Prints what it understood, as JSON.
import OpenAI from 'openai'

const [baseURL, apiKey, what] = process.argv.slice(2)
const client = new OpenAI({ baseURL, apiKey })
const messages = [
  { role: 'system', content: 'You are a film director.' },
  { role: 'user', content: 'A story about pumpkins' },
]
const ask = (question) => client.chat.completions.create({ model: 'qwen3-max', messages, ...question })

async function streamed() {
  const chunks = []
  for await (const chunk of await ask({ stream: true })) chunks.push(chunk)
  const choices = chunks.flatMap((it) => it.choices)
  return {
    pieces: choices.length,
    content: choices.map((it) => it.delta.content ?? '').join(''),
    finish_reason: choices.at(-1).finish_reason,
    usage: chunks.map((it) => it.usage).filter(Boolean),
  }
}

async function error(asked) {
  try {
    return { answered: await asked }
  } catch (e) {
    return { name: e.constructor.name, status: e.status, message: e.message, error: e.error }
  }
}

const does = {
  all: async () => ({
    models: (await client.models.list()).data,
    chat: await ask({}),
    streamed: await streamed(),
    helper: await client.chat.completions.stream({ model: 'qwen3-max', messages }).finalChatCompletion(),
    empty: await error(ask({ messages: [] })),
    unknown: await error(ask({ model: 'qwen9' })),
  }),
  refused: async () => ({
    models: await error(client.models.list()),
    chat: await error(ask({})),
    streamed: await error(ask({ stream: true })),
  }),
  chat: () => error(ask({})),
}
console.log(JSON.stringify(await does[what]()))
