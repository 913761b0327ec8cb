import { parseArgs } from 'node:util'
import { fuzz } from './fuzz.ts'

const STEP = 1000

/** `npm run fuzz -- --count 100000 [--seed 1] [--from 0] [--json]`; what it prints says from where it can go on. */
async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { count: text, seed: text, from: text, json: { type: 'boolean' } } })
  const [count, seed, from] = [values.count ?? 10_000, values.seed ?? 1, values.from ?? 0].map(Number)
  if (![count, seed, from].every(Number.isSafeInteger)) throw new Error('--count, --seed and --from are whole numbers')
  const each = (done: number): void => {
    if (done % STEP === 0)
      process.stderr.write(`${done} of ${count}; go on with --seed ${seed} --from ${from! + done}\n`)
  }
  const outcome = await fuzz({ seed: seed!, from: from!, count: count!, each })
  if (values.json) console.log(JSON.stringify({ seed, from, count, ...outcome }))
  else {
    for (const [code, times] of Object.entries(outcome.refused).sort(([, a], [, b]) => b - a))
      console.log(`${String(times).padStart(8)}  ${code}`)
    console.log(`${String(outcome.meaningless).padStart(8)}  meaningless changes`)
    for (const one of outcome.failures) console.log(`FAILURE ${JSON.stringify(one)}`)
    console.log(`${count} mutations, ${outcome.failures.length} failures`)
  }
  process.exitCode = outcome.failures.length ? 1 : 0
}

await main()
