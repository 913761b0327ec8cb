import { readdir } from 'node:fs/promises'
import { stopServices } from '../world/servers.ts'
import { type Result, table } from './report.ts'

const ending = '.bench.ts'

/** `npm run bench -- NAME [--json]`: runs one bench; with --json the only output is one object. */
async function main(args: string[]): Promise<void> {
  const names = (await readdir(new URL('.', import.meta.url)))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
  const json = args.includes('--json')
  const bench = args.find((arg) => !arg.startsWith('--'))
  if (!bench || !names.includes(bench)) {
    throw new Error(`usage: npm run bench -- NAME [--json], where NAME is one of: ${names.sort().join(', ')}`)
  }
  const { run } = (await import(`./${bench}${ending}`)) as { run(): Promise<Result[]> }
  const print = console.log
  if (json) console.log = console.error // what a bench tells on its way is not its result
  const results = await run()
  print(json ? JSON.stringify({ bench, results }) : `${bench}\n\n${table(results)}`)
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error)
  process.exitCode = 1
} finally {
  await stopServices()
}
