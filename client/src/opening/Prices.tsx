import { Button } from 'antd'
import { text, unbase64, unhex } from '../../../crypto/bytes.ts'
import { type Letter, openLetter } from '../../../crypto/letter.ts'
import { reserveLabel } from '../../../server/opening/reserve.ts'
import { keysAtHand, unwrapper } from '../app/keys.ts'
import { say, word } from '../app/words.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Ceiling } from '../pieces/Ceiling.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { type HallView, signedDeed } from './hall.ts'

/**
 * Tells the highest price, and the reserve price that only the tenderer's own certificate opens; after the reading out
 * only where a reserve price was sealed.
 */
export function Prices({ tender, opening, reload, session }: HallView) {
  const sealed = useLoad<{ commitment: string | null; letter?: string }>(`/tenders/${tender.id}/opening/reserve`)
  const tell = useDeed(async () => {
    const letter = sealed.value?.letter
    const reserve = letter ? { reserve: await openReserve(tender.id, letter) } : {}
    await signedDeed(tender.id, 'announce', 'opening.announce', reserve)
    reload()
  })
  if (opening.stage !== 'unsealing' && !sealed.value?.commitment) return null
  const foreign = !!sealed.value?.commitment && session.role !== 'tenderer'
  return (
    <>
      <span>
        {say('最高投标限价 ', 'Highest price ')}
        <b>
          <Ceiling tender={tender} opening={opening} />
        </b>
        {sealed.value?.commitment &&
          say(
            `；已封存标底，由${word('tenderer', tender.track)}以自己的证书公布，仅供评标参考。`,
            '; a reserve price is sealed: the tenderer tells it, for reference only.',
          )}
      </span>
      <Refused problem={tell.problem} />
      <div>
        <Button
          type="primary"
          size="large"
          loading={tell.busy}
          disabled={foreign || !sealed.value}
          onClick={() => void tell.run()}
        >
          {sealed.value?.commitment
            ? say('签名并公布限价与标底', 'Sign and tell both prices')
            : say('签名并公布最高投标限价', 'Sign and tell the highest price')}
        </Button>
      </div>
    </>
  )
}

async function openReserve(tender: string, letter: string): Promise<{ price: string; salt: string }> {
  await keysAtHand()
  const closed = JSON.parse(text(unbase64(letter))) as Letter
  const told = JSON.parse(text(await openLetter(unwrapper(), closed, reserveLabel(tender)))) as {
    price: string
    salt: string
  }
  unhex(told.salt, 32)
  return told
}
