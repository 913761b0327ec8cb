import { z } from 'zod'
import { checkFactProof } from '../../../crypto/beat.ts'
import { text, unhex } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { type Checkpoint, openNote, parseCheckpoint, type Verifier } from '../../../crypto/checkpoint.ts'
import { Findings, refuseAny } from '../../archive/verify/report.ts'
import { EXIT, type Said, Stop } from '../exit.ts'
import { parseInput, readInput } from '../inputs.ts'

type Words = (said: Said) => string

const Salted = z.strictObject({ fact: z.looseObject({ id: z.string(), type: z.string() }), salt: z.string() })
const hashes = z.array(z.string())
const count = z.int().nonnegative()
const Proof = z.strictObject({
  ...{ v: z.literal(1), slot: count, slots: count, path: hashes, index: count, size: count, logPath: hashes },
  beat: z.strictObject({ beat: count, at: z.int(), root: z.string() }),
})
const Proved = z.strictObject({ fact: z.string(), proof: Proof })

/** What is checked: facts with their salts, a proof for each, and the signed head that they lead to. */
export interface LogFiles {
  facts: z.infer<typeof Salted>[]
  proofs: Map<string, z.infer<typeof Proof>>
  note: string
}

/** Reads the three files of an export, JSON line by line. Ends with the code for what cannot be read. */
export async function readLog(
  facts: Uint8Array,
  of: { path: string; proofs: string; note: string },
): Promise<LogFiles> {
  const proved = linesOf(await readInput(of.proofs), of.proofs, Proved)
  return {
    facts: linesOf(facts, of.path, Salted),
    proofs: new Map(proved.map(({ fact, proof }) => [fact, proof])),
    note: text(await readInput(of.note)),
  }
}

/** What stands in a file line by line. Ends with the code for what cannot be read. */
export function linesOf<T>(bytes: Uint8Array, path: string, shape: z.ZodType<T>): T[] {
  const lines = Buffer.from(bytes).toString('utf8').split('\n').filter(Boolean)
  return lines.map((line, i) => {
    const where = `${path}:${i + 1}`
    const read = shape.safeParse(parseInput(Buffer.from(line), where))
    if (read.success) return read.data
    throw new Stop(EXIT.unreadable, `${where} 不符合格式`, `${where} does not have the shape it must have`)
  })
}

/** Every fact stands in the log below the head; whose head it is, the log's own key says. */
export async function checkLogFiles(files: LogFiles, log: Verifier | undefined, words: Words): Promise<Findings> {
  const findings = new Findings()
  const title = words({ zh: '日志检查点签名', en: 'the log head is signed' })
  if (log)
    await findings.try('checkpoint', title, async () => {
      const { size } = parseCheckpoint((await openNote(files.note, [log])).text)
      return `${log.name}, size ${size}`
    })
  else {
    const zh = '请用 --verifier 给出日志公钥行'
    findings.undecided('checkpoint', title, words({ zh, en: 'give the log’s key with --verifier' }))
  }
  await findings.try('inclusion', words({ zh: '事实在日志中', en: 'every fact is in the log' }), () =>
    checkInclusion(files, parseCheckpoint(`${files.note.split('\n\n')[0]}\n`)),
  )
  return findings
}

function checkInclusion({ facts, proofs }: LogFiles, head: Checkpoint): string {
  const wrong: string[] = []
  for (const { fact, salt } of facts)
    try {
      const proof = proofs.get(fact.id)
      if (!proof) throw new Error('no proof')
      checkFactProof(JSON.parse(canonical(fact)), unhex(salt), proof, head)
    } catch {
      wrong.push(`${fact.type} ${fact.id}`)
    }
  refuseAny(wrong, 'facts are not what the log took in')
  if (!facts.length) throw new Error('there is no fact')
  return `${facts.length}`
}
