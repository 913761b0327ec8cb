import { z } from 'zod'
import { checkFactProof, type FactProof } from '../../../crypto/beat.ts'
import { unhex } from '../../../crypto/bytes.ts'
import { openNote, parseCheckpoint } from '../../../crypto/checkpoint.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'
import type { Findings } from '../../archive/verify/report.ts'
import type { Receipt } from '../../bids/receipt.ts'
import { OpeningStarted } from '../../opening/events.ts'
import { ciphertextHash } from '../../opening/openedSet.ts'
import { EXIT, type Said, Stop } from '../exit.ts'
import { parseInput } from '../inputs.ts'
import type { Trusted } from './anchors.ts'

/** What the platform gives for a fact: the fact, its salt, its way into the log, and the signed head. */
const Proved = z.looseObject({
  fact: z.looseObject({ type: z.literal(OpeningStarted.type), data: OpeningStarted.schema }),
  salt: z.string(),
  proof: z.looseObject({}),
  checkpoint: z.string(),
})

export type Proved = z.infer<typeof Proved>

/** Reads the proof. Ends with the code for what cannot be read. */
export function readOpened(bytes: Uint8Array, path: string): Proved {
  const read = Proved.safeParse(parseInput(bytes, path))
  if (read.success) return read.data
  throw new Stop(EXIT.unreadable, `${path} 不是开标集合的证明`, `${path} is no proof of the opened set`)
}

/** That exactly the ciphertext of the receipt is among those that the opening began with. */
export async function checkOpened(
  findings: Findings,
  { receipt }: Receipt,
  { fact, salt, proof, checkpoint }: Proved,
  { log }: Trusted,
  words: (said: Said) => string,
): Promise<void> {
  await findings.try('opened', words({ zh: '该密文在开标集合中', en: 'this ciphertext is in the opened set' }), () => {
    const found = fact.data.bids.find(({ header }) => header === receipt.header)
    const pairs = { tender: [fact.data.tender, receipt.tender], sequence: [found?.sequence, receipt.sequence] }
    const said = { ...pairs, ciphertext: [found?.ciphertext, ciphertextHash(receipt.parts)] }
    for (const [member, [is, was]] of Object.entries(said))
      if (is !== was) throw new CryptoProblem('CONTEXT_MISMATCH', { member })
    const head = parseCheckpoint(`${checkpoint.split('\n\n')[0]}\n`)
    checkFactProof(JSON.parse(JSON.stringify(fact)), unhex(salt), proof as unknown as FactProof, head)
    return `${fact.data.bids.length}`
  })
  const title = words({ zh: '开标集合在日志中', en: 'the opened set is in the log' })
  if (log) {
    await findings.try('opened-head', title, async () => (await openNote(checkpoint, [log])).text.split('\n')[1] ?? '')
    return
  }
  findings.undecided(
    'opened-head',
    title,
    words({ zh: '请用 --verifier 给出日志公钥行', en: 'give the log’s key with --verifier' }),
  )
}
