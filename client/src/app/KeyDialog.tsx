import { Modal } from 'antd'
import { useState } from 'react'
import type { KeyEntry } from '../../../crypto/keyFile.ts'
import { KeyFile } from '../pieces/KeyFile.tsx'
import { refuseKeys, signingCertificate, takeKeys, useKeysWanted } from './keys.ts'
import { useSession } from './session.tsx'
import { say } from './words.ts'

/** Asks for the key file in place whenever a deed needs it and there is none: whoever called `keysAtHand()` goes on. */
export function KeyDialog() {
  const wanted = useKeysWanted()
  const { session } = useSession()
  const [other, setOther] = useState('')
  const take = (entries: KeyEntry[]): void => {
    const certificate = signingCertificate(entries)
    const mine = session?.organisation
      ? certificate?.organisationCode === session.organisation
      : !certificate?.organisationCode
    if (mine) takeKeys(entries)
    else setOther(certificate?.subject.organisation ?? certificate?.subject.commonName ?? '')
  }
  return (
    <Modal
      open={wanted}
      onCancel={refuseKeys}
      footer={null}
      destroyOnHidden
      title={say('需要您的密钥文件', 'Your key file is needed')}
    >
      <p className="quiet">
        {say(
          '此操作须由您的证书签名或解密。密钥只在本页内存中使用，刷新后即清除，不会上传。',
          'Your certificate signs or decrypts here. The keys stay in the memory of this page and are never uploaded.',
        )}
      </p>
      {other && (
        <p className="bad" role="alert">
          {say(
            `该密钥文件属于“${other}”，与当前登录主体不一致`,
            `this key file belongs to ${other}, not to the one signed in`,
          )}
        </p>
      )}
      <KeyFile onKeys={take} />
    </Modal>
  )
}
