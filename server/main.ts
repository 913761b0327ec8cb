import { readConfig } from './config.ts'
import { domains } from './domains.ts'
import { assemble } from './platform/assemble.ts'
import { serve } from './server.ts'

const log = (line: Record<string, unknown>): void => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`)
}

// A mistake of ours in what one asked must not end what all others do: it is written down whole, and nothing else.
process.on('unhandledRejection', (problem) => {
  log({ level: 'error', unheard: String((problem as Error)?.stack ?? problem) })
})

const config = readConfig()
const platform = await assemble(config)
const running = await serve(platform, config, domains, log)
process.stdout.write(`${JSON.stringify({ ready: true, origins: running.origins })}\n`)

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (stopping) process.exit(1)
    stopping = true
    void running.stop().then(() => process.exit(0))
  })
