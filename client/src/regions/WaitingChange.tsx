import { say } from '../app/words.ts'
import { Decide } from '../pieces/Decide.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { DifferenceTable } from './DifferenceTable.tsx'
import type { Shown } from './values.ts'

/** The change that waits for its second person: what it alters, from when, and (for the centre) its confirmation or return. */
export function WaitingChange({ of, mine, onDone }: { of: Shown; mine: boolean; onDone: () => void }) {
  const { proposal } = of
  if (!proposal) return null
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('待确认的变更', 'A change waits')}</h2>
        <span>
          {say('施行首日', 'first day')} <b className="digits">{proposal.from}</b>
        </span>
      </div>
      <div>
        {proposal.by.name} <Moment at={proposal.proposedAt} /> {say('依据', 'by')} {proposal.instrument}
      </div>
      <DifferenceTable lines={proposal.difference} units={new Map(of.values.map(({ key, unit }) => [key, unit]))} />
      {mine && (
        <Decide
          path={`/regions/${of.code}/proposals/${proposal.id}`}
          what="region"
          fields={of.waiting ?? {}}
          warning={say(
            '须由提出人以外的另一人以另一张个人证书签署。签署后自施行首日起用于此后发布的标段，已发布的标段不受影响；变更与签名人向社会公开。',
            'Another person signs with another certificate. From its first day it holds for tenders published from then on; those that run keep what they have. The change and who signed it are public.',
          )}
          confirmText={say('核对无误，签名确认', 'Sign and confirm')}
          onDone={onDone}
        />
      )}
    </section>
  )
}
