import { ringOf } from '../../crypto/keyRing.ts'
import type { Given } from './arguments.ts'
import { EXIT, Stop } from './exit.ts'
import { type HeldKey, heldInFiles, type Keys, keysOf } from './keys.ts'
import { pinFor } from './pin.ts'
import type { Terminal } from './terminal.ts'

/** The keys that a call names: of the files of `--key` and `--old-key`, or of the local agent for `--agent`. */
export async function keysFor(call: Given, terminal: Terminal): Promise<Keys> {
  const where = call.text('agent') === undefined ? call.need('key') : 'agent'
  const held = await heldFor(call, terminal)
  const first = chosen(held, call.text('certificate'))
  const code = ringOf(first.length ? first : held)
  const ring = held.filter(({ certificate: { organisationCode: own } }) => !code || !own || own === code)
  if (first.length || oneOrganisation(held)) return keysOf(ring, where, first)
  throw new Stop(
    EXIT.key,
    `有多个单位的证书，请用 --certificate 选择：${listed(held, 'zh')}`,
    `there are certificates of several organisations, choose with --certificate: ${listed(held, 'en')}`,
  )
}

/** All keys that a call leads to, of whatever organisation. */
export async function heldFor(call: Given, terminal: Terminal): Promise<readonly HeldKey[]> {
  const agent = call.text('agent')
  if (agent === undefined) return heldInKeyFiles(call, terminal)
  const other = ['key', 'old-key', 'pin-fd'].find((name) => call.text(name) !== undefined)
  if (other) throw new Stop(EXIT.usage, `--agent 不能与 --${other} 同用`, `--agent does not go with --${other}`)
  const { heldByAgent } = await import('./agent/calling.ts')
  return heldByAgent(agent, terminal)
}

/** The keys of the file that `--key` names, and of old ones that `--old-key` names, opened with a PIN from a descriptor, the environment, or a prompt. */
async function heldInKeyFiles(call: Given, terminal: Terminal): Promise<readonly HeldKey[]> {
  const file = call.need('key')
  const more = call.text('old-key')
  const files = [file, ...(more === undefined ? [] : more.split(','))]
  const opened: { file: string; pin: string }[] = []
  for (const one of files) {
    const [first] = opened // a descriptor and the environment hold one PIN for all
    const again = first !== undefined && (call.text('pin-fd') !== undefined || !!terminal.environment.pin)
    opened.push({ file: one, pin: again ? first.pin : await pinFor(call, terminal, one) })
  }
  try {
    return await heldInFiles(opened)
  } catch (problem) {
    const { code } = problem as { code?: string }
    if (code !== 'ENOENT' && code !== 'EACCES' && code !== 'EISDIR') throw problem
    const which = (problem as { path?: string }).path ?? file
    throw new Stop(EXIT.key, `无法读取密钥文件 ${which}`, `the key file ${which} cannot be read`)
  }
}

const LEAST = 8

/** The keys of the certificates that were asked for, by the beginning of their SHA-256; ends where there is not just one of each. */
function chosen(held: readonly HeldKey[], wanted: string | undefined): HeldKey[] {
  return (wanted?.split(',') ?? []).map((one) => {
    const begins = one.toLowerCase().replaceAll(':', '')
    if (!/^[0-9a-f]+$/.test(begins) || begins.length < LEAST)
      throw new Stop(
        EXIT.usage,
        `--certificate 后应为证书 SHA-256 的前 ${LEAST} 位以上`,
        `--certificate takes the first ${LEAST} digits or more of a certificate's SHA-256`,
      )
    const found = held.filter(({ certificate }) => certificate.fingerprint.startsWith(begins))
    if (found.length === 1 && found[0]) return found[0]
    throw new Stop(
      EXIT.key,
      `没有这张证书 ${one}；有：${listed(held, 'zh')}`,
      `there is no certificate ${one}; there are: ${listed(held, 'en')}`,
    )
  })
}

const oneOrganisation = (held: readonly HeldKey[]): boolean =>
  new Set(held.flatMap(({ certificate }) => certificate.organisationCode ?? [])).size <= 1

/** A certificate in a line: the beginning of its SHA-256, whose it is, and what it is for. */
export function lineOf({ certificate }: HeldKey, language: 'zh' | 'en'): string {
  const { fingerprint, subject, usage } = certificate
  const uses = [
    usage.sign ? { zh: '签名', en: 'signs' } : [],
    usage.encrypt ? { zh: '加密', en: 'encrypts' } : [],
  ].flat()
  return `${fingerprint.slice(0, 16)} ${subject.commonName ?? subject.organisation ?? ''} ${uses.map((use) => use[language]).join('/')}`
}

const listed = (held: readonly HeldKey[], language: 'zh' | 'en'): string =>
  held.map((key) => lineOf(key, language)).join('; ')
