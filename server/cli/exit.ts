import { CryptoProblem } from '../../crypto/problem.ts'
import { Ending } from '../archive/verify/report.ts'
import { Refusal } from '../law/refusal.ts'
import { Refused } from './client.ts'

/** What the exit codes of the tools mean. Only 0 is good: what cannot be decided has a code of its own. */
export const EXIT = {
  valid: 0,
  invalid: 1,
  usage: 2,
  unreadable: 3,
  undecided: 4,
  network: 5,
  refused: 6,
  key: 7,
  interrupted: 130,
} as const

/** A sentence in both languages of the tools. */
export interface Said {
  zh: string
  en: string
}

/** Ends a tool with an exit code and a sentence. */
export class Stop extends Ending {
  readonly exit: number
  readonly said: Said
  constructor(exit: number, zh: string, en: string) {
    super(en)
    this.exit = exit
    this.said = { zh, en }
  }
}

/** What is wrong with a package, in sentences. */
const PACKAGES: Partial<Record<string, Said>> = {
  ENVELOPE_TRUNCATED: { zh: '文件不完整', en: 'the file is cut off' },
  ENVELOPE_MALFORMED: { zh: '不是加密投标文件，或已损坏', en: 'this is no sealed bid, or it is damaged' },
  CHUNK_CORRUPT: { zh: '加密投标文件已损坏', en: 'the sealed bid is damaged' },
}

const UNREADABLE = /_MALFORMED$|^NOT_CANONICAL$|^ENVELOPE_TRUNCATED$|_UNSUPPORTED$/

/** With which code, and which sentence, a tool ends that met this. */
export function ending(problem: unknown): { exit: number; said: Said } {
  if (problem instanceof Stop) return problem
  if (problem instanceof Refused)
    return { exit: problem.status >= 500 ? EXIT.network : EXIT.refused, ...refusal(problem) }
  if (problem instanceof CryptoProblem) return ofCrypto(problem)
  if (problem instanceof Refusal) return { exit: EXIT.invalid, said: ofRefusal(problem) }
  const { message = String(problem), code, cause } = (problem ?? {}) as Error & { code?: string }
  if (problem instanceof TypeError && /fetch failed|terminated/.test(message)) {
    const why = (cause as { code?: string })?.code ?? message
    return { exit: EXIT.network, said: { zh: `无法连接服务器（${why}）`, en: `the server cannot be reached (${why})` } }
  }
  if (code === 'ENOENT') {
    const { path = message } = problem as { path?: string }
    return { exit: EXIT.unreadable, said: { zh: `找不到文件 ${path}`, en: `there is no file ${path}` } }
  }
  return { exit: EXIT.unreadable, said: { zh: message, en: message } }
}

/** A check of this machine that did not hold. */
const ofRefusal = ({ code, zh, en, facts }: Refusal): Said => {
  const about = `${code} ${JSON.stringify(facts)}`
  return { zh: `${zh}（${about}）`, en: `${en} (${about})` }
}

const refusal = ({ code, problem }: Refused): { said: Said } => {
  const [zh, en, article] = [problem['zh'], problem['en'], problem['article'] ?? '']
  return { said: { zh: `服务器拒绝 ${code}：${zh} ${article}`, en: `the server refused, ${code}: ${en} ${article}` } }
}

function ofCrypto({ code, message }: CryptoProblem): { exit: number; said: Said } {
  if (code === 'KEY_FILE_PIN')
    return {
      exit: EXIT.key,
      said: { zh: 'PIN 不正确，或密钥文件已被改动', en: 'the PIN is wrong, or the key file was changed' },
    }
  if (code === 'KEY_FILE_MALFORMED')
    return { exit: EXIT.key, said: { zh: '无法读取密钥文件', en: `the key file cannot be read: ${message}` } }
  if (code === 'UNWRAP_FAILED')
    return { exit: EXIT.key, said: { zh: '这把密钥打不开该文件', en: 'this key does not open it' } }
  if (code === 'REMEDY_CODE_MALFORMED')
    return { exit: EXIT.key, said: { zh: '补救码抄写有误', en: 'the remedy code was not written down correctly' } }
  if (code === 'REMEDY_ABSENT')
    return { exit: EXIT.invalid, said: { zh: '该文件封装时没有设补救码', en: 'it was sealed without a remedy code' } }
  const exit = UNREADABLE.test(code) ? EXIT.unreadable : EXIT.invalid
  const told = PACKAGES[code]
  if (told) return { exit, said: { zh: `${told.zh}（${message}）`, en: `${told.en} (${message})` } }
  return { exit, said: { zh: message, en: message } }
}
