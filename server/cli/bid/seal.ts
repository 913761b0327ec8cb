import { resolve } from 'node:path'
import { utf8 } from '../../../crypto/bytes.ts'
import { remedyCode } from '../../../crypto/remedy.ts'
import type { Findings } from '../../archive/verify/report.ts'
import { type Given, oneWord } from '../arguments.ts'
import { keysFor } from '../chosen.ts'
import { EXIT, Stop } from '../exit.ts'
import type { Keys } from '../keys.ts'
import { mayStand, mayWrite, writeWhole } from '../outputs.ts'
import { startSealing } from '../submitting.ts'
import type { Terminal } from '../terminal.ts'
import { report } from '../verify/report.ts'
import { keysOf, look } from './check.ts'
import { partsOf } from './folder.ts'
import { originOf } from './init.ts'
import { machineOf } from './machine.ts'
import { type Beside, besides } from './package.ts'

/** Seals a folder that passes every check; writes the package and, beside it, what its manifest will say. */
export async function seal(call: Given, terminal: Terminal): Promise<number> {
  const dir = oneWord(call, '文件夹', 'folder')
  const [file, force, code] = [call.need('output'), call.flag('force'), call.text('remedy')]
  const sequence = sequenceOf(call.text('sequence') ?? '1')
  const targets = [file, besides(file, 'manifest.json'), ...(code ? [code] : [])]
  mayStand(targets)
  mayWrite(targets, force)
  const { tender, volumes, form, findings } = await look(dir, terminal, call.text('roots'))
  if (findings.verdict === 'invalid' || !form) {
    const input = { path: dir, sha256: '' }
    return report(terminal, { tool: 'yangguang-bid', input, verdict: 'invalid', checks: findings.checks })
  }
  noteUndecided(findings, terminal)
  if (code && !tender.remedy)
    throw new Stop(EXIT.usage, '招标文件没有规定补救方案', 'the tender document allows no remedy')
  const keys = await keysFor(call, terminal)
  const { bidder, bidderKey } = holderOf(keys)
  const machine = await machineOf({ ...wantedOf(call), tender: tender.context.tender, keys }, terminal)
  const parts = partsOf(volumes, form, machine)
  const own = { ceremony: keysOf(tender), sequence, code: bidder.code, bidderKey, withRemedy: !!code, parts }
  const locks = { ...tender, ...own }
  const { sealing, salt } = await startSealing(locks, (done, total) =>
    terminal.progress('封装', 'sealing', done / total),
  )
  await writeWhole(file, sealing.stream(), force)
  const sealed = await sealing.finish()
  const beside: Beside = {
    ...{ v: 1, tender: tender.context.tender, name: tender.name, sequence, ...sealed, bytes: sealing.size },
    ...{ bidder, salt, platform: tender.platform },
  }
  if (code && sealing.remedy) await writeWhole(code, utf8(`${remedyCode(sealing.remedy)}\n`), force)
  await writeWhole(besides(file, 'manifest.json'), utf8(`${JSON.stringify(beside, null, 2)}\n`), force)
  if (terminal.json) {
    const { salt: _secret, ...open } = beside
    terminal.object({ schemaVersion: 1, package: resolve(file), ...open })
  } else terminal.line(`${file} ${sealing.size} ${sealed.header}`)
  return EXIT.valid
}

/** What could not be looked at is said once more; it holds up nothing. */
function noteUndecided({ checks }: Findings, terminal: Terminal): void {
  for (const { title, detail, verdict } of checks)
    if (verdict === 'indeterminate') terminal.note(`${title}：${detail}`, `${title}: ${detail}`)
}

/** Whether the machine is to be read, and where to ask for its address. */
function wantedOf(call: Given): { wanted: boolean; origin: string | undefined } {
  const [wanted, to] = [call.flag('machine'), call.text('to')]
  if (to && !wanted) throw new Stop(EXIT.usage, '--to 须与 --machine 一起使用', '--to goes with --machine')
  return { wanted, origin: to && originOf(to) }
}

function sequenceOf(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw new Stop(EXIT.usage, '--sequence 后应为第几次递交', '--sequence takes a number from 1')
}

/** The organisation that bids, by its certificates. */
function holderOf({ signer, encryption }: Keys): { bidder: { code: string; name: string }; bidderKey: Uint8Array } {
  const { organisationCode: code, subject } = signer.certificate
  if (!encryption) throw new Stop(EXIT.key, '没有加密证书', 'there is no encryption certificate')
  if (!code || encryption.organisationCode !== code)
    throw new Stop(EXIT.key, '所用证书不是单位的证书', 'the certificate is not an organisation’s')
  const name = subject.organisation ?? subject.commonName ?? code
  return { bidder: { code, name }, bidderKey: encryption.spki }
}
