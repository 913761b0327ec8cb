import { createHMAC, createSM3 } from 'hash-wasm'
import { type Bytes, concat } from '../../../crypto/bytes.ts'
import { gmCounter, gmKeys, sm4Ctr } from '../../../crypto/sm4.ts'

/** A chunk to seal with the suite gm. */
export interface GmOrder {
  n: number
  key: Uint8Array
  nonce: Uint8Array
  bound: Uint8Array
  text: Bytes
}

/** One for all chunks: nothing waits between its beginning and its end. */
const whole = createSM3()

addEventListener('message', async ({ data }: MessageEvent<GmOrder>) => {
  const { n, key, nonce, bound, text } = data
  const { cipher, mac } = gmKeys(key)
  const sealed = sm4Ctr(cipher, gmCounter(nonce), text)
  const tag = await createHMAC(createSM3(), mac)
  for (const piece of [bound, nonce, sealed]) tag.update(piece)
  const both = concat(sealed, tag.digest('binary'))
  const hash = (await whole).init().update(both).digest('binary')
  postMessage({ n, sealed: both, hash }, { transfer: [both.buffer] })
})
