import { concat, random } from '../../crypto/bytes.ts'
import { refusals } from '../law/refusal.ts'
import { query } from '../ledger/command.ts'
import { Reply } from '../web/route.ts'

const refuse = refusals({
  SAMPLE_TOO_LARGE: { status: 413, zh: '测速数据不得超过 4 MiB', en: 'a sample is at most 4 MiB' },
})

const LARGEST = 4 * 1024 * 1024
const nothing = async (): Promise<undefined> => undefined

const piece = 65_536 // what the generator gives at once
let sample: Uint8Array | undefined

/** Four MiB that no line compresses: how fast a client receives. */
export const download = query('environment.measure', nothing, async () => {
  sample ??= concat(...Array.from({ length: LARGEST / piece }, () => random(piece)))
  return new Reply('application/octet-stream', sample)
})

/** Takes up to four MiB and forgets them: how fast a client sends. */
export const upload = query(
  'environment.measure',
  nothing,
  async (_context, _none, { bytes }: { bytes: AsyncIterable<Uint8Array> }) => {
    let total = 0
    for await (const piece of bytes) {
      total += piece.length
      if (total > LARGEST) throw refuse('SAMPLE_TOO_LARGE', { largest: LARGEST })
    }
    return { bytes: total }
  },
)
