import { Radio } from 'antd'
import { say } from '../app/words.ts'
import { placeOf } from './offer.ts'

/** Whether the package is to have a remedy code; undecided until the bidder says so. */
export type Choice = 'code' | 'none' | undefined

/** What the tender document allows for a lost key, and the bidder's own choice. */
export function RemedyChoice({
  choice,
  defect,
  onChoose,
}: {
  choice: Choice
  defect: string | undefined
  onChoose: (choice: Choice) => void
}) {
  return (
    <section className="sheet stack" id={placeOf('remedy')}>
      <h2 style={{ margin: 0 }}>{say('密钥丢失怎么办：补救码', 'If the key is lost: the remedy code')}</h2>
      <p className="prose" style={{ margin: 0 }}>
        {say(
          '开标时须用您封装时的加密证书解密。招标文件允许：万一该证书丢失或损坏，由您在解密时限内交出补救码并签名同意，经全体开标人逐一签名同意后，代替证书打开这份投标文件。',
          'At the opening your bid unlocks with the certificate it is sealed for. The tender document allows that, should that key be lost or broken, you hand in a remedy code with your signed consent, and every officer agrees by its signature, all within the time for unlocking.',
        )}
      </p>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        <li>
          {say(
            '补救码在本页生成，只交给您：不发送给平台，也不留在浏览器里。平台和各开标人都没有。',
            'It is made in this page and given to you alone: it is not sent to the platform and not kept in this browser.',
          )}
        </li>
        <li>
          {say(
            '单凭补救码打不开：它的另一半分给全体开标人，缺一不可。没有补救码，全体开标人合起来也打不开。任一开标人拒绝或逾期未决定的，不能补救，请尽早提交。',
            'Alone it opens nothing: its other half is split among all officers, and none may be missing. Without it all of them together open nothing either. If one refuses, or has not decided in time, there is no remedy: hand it in early.',
          )}
        </li>
        <li>
          {say(
            '须与密钥分开存放；每次封装生成新的，旧的随之作废。两样都丢失的，无法打开。',
            'Keep it apart from the key. Every sealing makes a new one and voids the old. If both are lost the bid cannot be opened.',
          )}
        </li>
      </ul>
      <Radio.Group
        aria-label={say('是否生成补救码', 'Whether a code is made')}
        value={choice}
        onChange={({ target }) => onChoose(target.value as Choice)}
        className="stack-tight"
        options={[
          { value: 'code', label: say('生成补救码（建议）', 'Make a remedy code (advised)') },
          {
            value: 'none',
            label: say('不生成，只用证书解密', 'None: only my certificate opens it'),
          },
        ]}
      />
      {defect && <div className="bad">{defect}</div>}
    </section>
  )
}
