import { utf8 } from '../../../crypto/bytes.ts'
import type { Given } from '../arguments.ts'
import { EXIT, Stop } from '../exit.ts'
import { meet, remember } from '../knownPlatforms.ts'
import { mayStand, mayWrite, writeWhole } from '../outputs.ts'
import type { Terminal } from '../terminal.ts'
import { anchorsOn, provenTrust } from '../trusting.ts'
import { fingerprintsOf } from './ceremony.ts'
import { nobodyAt, originOf } from './init.ts'

/**
 * Makes a platform's trust list anew from its log, says whose certificates it takes and for what, and writes with `-o` what
 * proves it, for `--list` of the checks that use no network.
 */
export async function trust(call: Given, terminal: Terminal): Promise<number> {
  const origin = originOf(call.need('from'))
  const [file, force] = [call.text('output'), call.flag('force')]
  const piped = file === '-'
  if (piped && terminal.json) throw new Stop(EXIT.usage, '-o - 不能与 --json 同用', '-o - does not go with --json')
  if (file !== undefined && !piped) {
    mayStand([file])
    mayWrite([file], force)
  }
  const client = nobodyAt(origin)
  const known = await meet({ client, origin, anew: call.flag('anew') }, terminal)
  const { authorities, evidence, seen } = await provenTrust(client, known)
  const kept = `${JSON.stringify(evidence)}\n`
  if (piped) process.stdout.write(kept)
  else if (file !== undefined) await writeWhole(file, utf8(kept), force)
  await remember(origin, { ...known, ...seen, trust: [...seen.trust] }, terminal)
  if (terminal.json) terminal.object({ schemaVersion: 1, changes: seen.trust.length, authorities })
  else
    for (const { id, name, uses, noRevocation, ...one } of authorities) {
      const said =
        noRevocation && terminal.words({ zh: `不查询吊销：${noRevocation}`, en: `no revocation: ${noRevocation}` })
      const roots = fingerprintsOf(anchorsOn([{ id, name, uses: ['sign'], ...one }])).map(
        ({ fingerprint }) => fingerprint,
      )
      const line = [id, name, uses.join(','), ...(said ? [said] : []), ...roots].join(' ')
      if (piped) terminal.note(line, line)
      else terminal.line(line)
    }
  return EXIT.valid
}
