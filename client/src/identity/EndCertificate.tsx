import { Button, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { ShownCertificate } from '../../../server/identity/accountViews.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { called } from './certificates.ts'

/** Ends the use of a certificate, or declares it lost: what follows is said before it is signed. */
export function EndCertificate({ one, onDone }: { one: ShownCertificate; onDone: () => void }) {
  const [asked, setAsked] = useState(false)
  const [reason, setReason] = useState<'unused' | 'lost'>('unused')
  const end = useDeed(async () => {
    const cms = await signStatement('certificate.end', { certificate: one.id, reason })
    await api.post(`/account/certificates/${one.id}/end`, { reason, cms })
    setAsked(false)
    onDone()
  })
  return (
    <>
      <Button size="small" onClick={() => setAsked(true)}>
        {say('停用或挂失…', 'End or lost…')}
      </Button>
      <Modal
        open={asked}
        onCancel={() => setAsked(false)}
        title={called(one)}
        okText={reason === 'lost' ? say('签名并挂失', 'Sign: lost') : say('签名并停用', 'Sign: end')}
        cancelText={say('取消', 'Cancel')}
        okButtonProps={{ danger: reason === 'lost', loading: end.busy }}
        onOk={() => void end.run()}
        destroyOnHidden
      >
        <div className="stack">
          <Radio.Group
            value={reason}
            onChange={(event) => setReason(event.target.value as 'unused' | 'lost')}
            options={[
              { value: 'unused', label: say('不再使用', 'Not used any more') },
              { value: 'lost', label: say('遗失或被盗', 'Lost or stolen') },
            ]}
          />
          <div className={`banner ${reason === 'lost' ? 'bad' : ''}`}>
            {reason === 'lost'
              ? say(
                  '挂失后该证书立即不能登录，且不能恢复。只能由它解密的投标文件请在截止前用新证书重新封装替换。',
                  'It signs nobody in from now on, for ever. Bids that only it opens should be sealed anew and replaced before the deadline.',
                )
              : say(
                  '停用后不再提醒到期；用它加密的投标文件仍需它的密钥，请保留到开标结束。',
                  'It is not watched any more. Bids locked to it still need its key: keep it until the opening is over.',
                )}
          </div>
          <Refused problem={end.problem} />
        </div>
      </Modal>
    </>
  )
}
