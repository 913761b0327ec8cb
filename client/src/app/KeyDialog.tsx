import { Modal } from 'antd'
import { useState } from 'react'
import { KeyChoice } from '../pieces/KeyChoice.tsx'
import { type HeldKey, isOf, refuseKeys, signingCertificate, takeKeys, useKeysWanted } from './keys.ts'
import { useSession } from './session.tsx'
import { say } from './words.ts'

/** Asks for a key in place whenever a deed needs it and there is none: whoever called `keysAtHand()` goes on. */
export function KeyDialog() {
  const wanted = useKeysWanted()
  const { session } = useSession()
  const [other, setOther] = useState('')
  const take = (entries: HeldKey[]): void => {
    const { organisation, commonName } = signingCertificate(entries)?.subject ?? {}
    if (isOf(entries, session?.organisation ?? null)) takeKeys(entries)
    else setOther(organisation ?? commonName ?? '')
  }
  return (
    <Modal
      open={wanted !== undefined}
      onCancel={refuseKeys}
      footer={null}
      destroyOnHidden
      title={wanted === 'more' ? say('添加另一把密钥', 'Add another key') : say('需要您的密钥', 'Your key is needed')}
    >
      <p className="quiet">
        {say(
          '此操作须由您的证书签名或解密。密钥文件只在本页内存中使用，刷新后即清除，不会上传；USB Key 由本机助手使用，私钥不进入网页。',
          'Your certificate signs or decrypts here. A key file stays in the memory of this page and is never uploaded; a USB key is used by the local agent.',
        )}
      </p>
      {wanted === 'more' && (
        <p>
          {say(
            '请打开封装投标文件时所用的密钥（旧证书过期也可以解密）。已打开的密钥继续用于签名。',
            'Open the key that the bid was sealed for: it still opens, though its certificate has expired. The keys that are open go on signing.',
          )}
        </p>
      )}
      {other && (
        <p className="bad" role="alert">
          {say(`该密钥属于“${other}”，与当前登录主体不一致`, `this key belongs to ${other}, not to the one signed in`)}
        </p>
      )}
      <KeyChoice onKeys={take} />
    </Modal>
  )
}
