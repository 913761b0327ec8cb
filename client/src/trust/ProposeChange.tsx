import { canonical } from '../../../crypto/canonical.ts'
import {
  statementFields,
  type TrustList,
  type TrustProposal,
  trustDifference,
} from '../../../server/identity/trustList.ts'
import { signAsPerson } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api, Stopped } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Act } from '../pieces/Act.tsx'
import { Differences } from '../pieces/Differences.tsx'
import { shownDifference } from './authority.ts'

/** What a change alters, worked out in this browser, and its proposal: the person signs what is shown here. */
export function ProposeChange(of: {
  list: TrustList
  change: Pick<TrustProposal, 'put' | 'remove'>
  onDone: () => void
  onBack: () => void
}) {
  const { list, change, onDone, onBack } = of
  const difference = trustDifference(list, change)
  const propose = useDeed(async () => {
    const asked = change.put ? { put: change.put } : { remove: change.remove }
    const own = statementFields(change, difference)
    const { fields } = await api.post<{ fields: unknown }>('/trust/difference', { change: asked })
    if (canonical(fields) !== canonical(own))
      throw new Stopped(
        '平台算出的变更与本页不同：列表可能刚刚变动，请刷新后再核对',
        'the platform works out another difference: the list may have changed just now, look again',
      )
    const cms = await signAsPerson('trust.propose', own)
    await api.post('/trust/proposals', { change: asked, cms })
    onDone()
  })
  return (
    <div className="stack">
      {difference.length ? (
        <Differences exact lines={shownDifference(difference)} />
      ) : (
        <p className="quiet">{say('与现行列表相同，没有变更。', 'The list says that already.')}</p>
      )}
      <div className="banner sun">
        {say(
          '以您的个人证书签名提出；另一人以另一张个人证书确认后生效。变更、理由与签名人向社会公开并写入日志。',
          'You sign with your own certificate; it holds once another person has confirmed it with another one. The change and who signed it are public and logged.',
        )}
      </div>
      <Act
        of={propose}
        title={
          change.remove === null ? say('签名提出', 'Sign and propose') : say('签名提出移出', 'Sign to take it off')
        }
        danger={change.remove !== null}
        ready={difference.length > 0}
        onCancel={onBack}
        back={say('返回', 'Back')}
      />
    </div>
  )
}
