import { createHmac } from 'node:crypto'
import { concat, hex, random } from '../../crypto/bytes.ts'
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

const RELAY_LASTS = 10 * 60_000

/**
 * How a browser reaches the relay for sound and picture: its addresses, with a name and a password that are good for ten
 * minutes (the scheme of a secret shared with the relay). The name is random: the relay does not learn who asks.
 */
export const relay = query('environment.measure', nothing, async ({ platform }) => {
  if (!platform.relay) return { servers: [] }
  const until = Math.floor((platform.clock.now() + RELAY_LASTS) / 1000)
  const username = `${until}:${hex(random(8))}`
  const credential = createHmac('sha1', platform.relay.secret).update(username).digest('base64')
  return { servers: [{ urls: platform.relay.urls, username, credential }] }
})
