import { Button, Input } from 'antd'
import { useState } from 'react'
import { base64, hex, random, utf8 } from '../../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../../crypto/canonical.ts'
import { closeLetter } from '../../../crypto/letter.ts'
import { rulebook } from '../../../server/law/rulebook.ts'
import { yuan } from '../../../server/law/units.ts'
import { commitReserve, reserveLabel } from '../../../server/opening/reserve.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { encryptionCertificate, keysAtHand } from '../app/keys.ts'
import { useSession } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api, Stopped } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'

/** The tenderer seals a reserve price before the deadline: only its own certificate opens it again. */
export function SealReserve({ tender }: { tender: Tender }) {
  const { session } = useSession()
  const law = tender.published && rulebook(tender.published.rulebook).reservePrice // a draft has no rulebook yet
  const own = session?.role === 'tenderer' && session.organisation === tender.tenderer.code
  const open = own && tender.stage === 'bidding' && law?.value !== 'none'
  const sealed = useLoad<{ commitment: string | null }>(open ? `/tenders/${tender.id}/opening/reserve` : undefined)
  const [price, setPrice] = useState('')
  const seal = useDeed(async () => {
    await sealReserve(tender.id, String(yuan(price)))
    setPrice('')
    sealed.reload()
  })
  if (!open || !law) return null
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }}>{say('标底（如设）', 'Reserve price, if any')}</h2>
      <span className="prose">
        {say(
          '标底在本机加密，只有贵单位的证书能够打开；平台上只留下承诺值，开标时公布，仅供评标参考，不作为否决投标的条件。',
          'It is encrypted here for your own certificate; the platform keeps a commitment. It is told at the opening, for reference only, and rejects no bid.',
        )}{' '}
        <span className="quiet">{law.article}</span>
      </span>
      {sealed.value?.commitment && (
        <div className="banner good">
          {say('已封存；截止前可以重新封存，以最后一次为准。', 'Sealed; until the deadline another may replace it.')}
          <div className="hash">{sealed.value.commitment}</div>
        </div>
      )}
      <Refused problem={seal.problem} />
      <div className="row">
        <Input
          value={price}
          onChange={(event) => setPrice(event.target.value)}
          inputMode="decimal"
          suffix={say('元', 'yuan')}
          aria-label={say('标底（元）', 'Reserve price (yuan)')}
          style={{ width: 240 }}
        />
        <Button
          disabled={!/^[1-9]\d{0,14}(\.\d{1,2})?$/.test(price)}
          loading={seal.busy}
          onClick={() => void seal.run()}
        >
          {say('签名并封存', 'Sign and seal')}
        </Button>
      </div>
    </section>
  )
}

async function sealReserve(tender: string, price: string): Promise<void> {
  await keysAtHand()
  const certificate = encryptionCertificate()
  if (!certificate) throw new Stopped('密钥文件中没有加密证书', 'there is no encryption certificate in the key file')
  const salt = hex(random(32))
  const closed = await closeLetter(certificate.spki, canonicalBytes({ price, salt }), reserveLabel(tender))
  const commitment = commitReserve(tender, price, salt)
  const cms = await signStatement('opening.reserve', { tender, commitment })
  await api.post(`/tenders/${tender}/opening/reserve`, { commitment, letter: base64(utf8(canonical(closed))), cms })
}
