import { say } from '../app/words.ts'
import { Findings, UNSEEN } from '../supervision/Alike.tsx'
import type { Board } from './view.ts'

/** On which machines the applications were made, and from which addresses: evidence beside the review, which rejects nobody. */
export function AlikeMachines({ of: { alike, applications } }: { of: Board }) {
  const { findings, unavailable, brought } = alike
  if (brought.length < 2) return null
  const nameOf = (tag: string): string => applications.find((one) => one.tag === tag)?.applicant?.name ?? ''
  const collected = brought.filter(({ machine }) => machine !== 'none').length
  return (
    <div className={findings.length ? 'banner sun' : 'banner'} id="alike-machines">
      <b>{say('制作申请文件的机器与网络地址', 'Machines and addresses of the applications')}</b>{' '}
      <span className="quiet">
        {say(
          `${brought.length} 份申请中 ${collected} 份密封了本机信息。仅为证据与线索，不自动否决。`,
          `${collected} of ${brought.length} applications sealed the numbers of their machine. Evidence only: nobody is rejected by it.`,
        )}
        {unavailable.length > 0 &&
          say(
            `未能比对：${unavailable.map((one) => UNSEEN[one]()).join('、')}。`,
            ` Not compared: ${unavailable.map((one) => UNSEEN[one]()).join(', ')}.`,
          )}
      </span>
      {findings.length > 0 ? (
        <Findings of={findings} nameOf={nameOf} applications />
      ) : (
        <div>{say('没有发现相同的。', 'Nothing was found to be the same.')}</div>
      )}
    </div>
  )
}
