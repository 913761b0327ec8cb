import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { rehearse } from '../../../crypto/unseal.ts'
import type { BidKey } from '../../../server/bids/keyViews.ts'
import type { ShownCertificate } from '../../../server/identity/accountViews.ts'
import { keysAtHand, moreKeys, unwrapper, useKeys } from '../app/keys.ts'
import { say } from '../app/words.ts'
import { myHeader } from '../bids/header.ts'
import type { AccountView } from '../identity/certificates.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'

/** The certificate that one's bid of a tender needs, as far as the account knows it; `undefined` while asked or without a bid. */
export function useNeededKey(tender: string): { bid: BidKey; certificate: ShownCertificate | undefined } | undefined {
  const bids = useLoad<{ bids: BidKey[] }>('/account/bids')
  const account = useLoad<AccountView>('/account')
  const bid = bids.value?.bids.find((one) => one.tender === tender)
  if (!bid || !account.value) return undefined
  return { bid, certificate: account.value.certificates.find(({ id }) => id === bid.certificate) }
}

/** Which certificate it is, before any key is open: by its tail and validity. */
export function KeySentence({ tender }: { tender: string }) {
  const needed = useNeededKey(tender)
  const certificate = needed?.certificate
  return (
    <span>
      {certificate
        ? say(
            `须用加密证书 尾号 ${certificate.serial.slice(-6)}（有效期 ${beijing(certificate.notBefore).slice(0, 10)} 至 ${beijing(certificate.notAfter).slice(0, 10)}）；过期不影响解密，签名须用有效证书。`,
            `It takes the encryption certificate …${certificate.serial.slice(-6)} (${beijing(certificate.notBefore).slice(0, 10)} to ${beijing(certificate.notAfter).slice(0, 10)}); it opens though it has expired, the signature takes a valid one.`,
          )
        : say(
            '须用封装时的加密证书（同一密钥文件或 USB Key）；该证书没有绑定在账户中，这里说不出它的尾号，请试解密确认。',
            'It takes the certificate the bid was sealed for (the same key file or USB key); it is not bound to the account, so rehearse to be sure.',
          )}
    </span>
  )
}

/**
 * Before the unlocking: which certificate will be needed, and whether the key at hand opens. Nothing is released.
 *
 * @param signedIn the bidder came into the hall: its keys are tried by themselves where they are open
 */
export function MyKey({ tender, signedIn }: { tender: string; signedIn: boolean }) {
  const keys = useKeys()
  const needed = useNeededKey(tender)
  const [opened, setOpened] = useState<string>()
  const check = useDeed(async () => {
    setOpened(undefined)
    await keysAtHand()
    const opener = unwrapper()
    await rehearse(await myHeader(tender), opener)
    setOpened(opener.certificate?.serial.slice(-6) ?? '')
  })
  const { run } = check
  const ready = signedIn && keys.length > 0 && !!needed
  useEffect(() => {
    if (ready) void run()
  }, [ready, run])
  if (!needed) return null
  return (
    <section className="sheet stack-tight">
      <h2 style={{ margin: 0 }}>{say('解密时须用的证书', 'The certificate for the unlocking')}</h2>
      <KeySentence tender={tender} />
      {opened !== undefined && (
        <div className="good" role="status">
          ✓ {say(`已核对：尾号 ${opened} 打得开您的投标文件`, `checked: …${opened} opens your bid`)}
        </div>
      )}
      <Refused problem={check.problem} />
      <div className="row">
        <Button loading={check.busy} onClick={() => void run()}>
          {say('核对密钥（试解密）', 'Check the key (rehearsal)')}
        </Button>
        {check.problem && (
          <Button
            onClick={() =>
              void moreKeys().then(
                () => run(),
                () => undefined,
              )
            }
          >
            {say('添加另一把密钥（旧证书）', 'Add another key (of an old certificate)')}
          </Button>
        )}
      </div>
    </section>
  )
}
