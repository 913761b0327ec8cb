import type { TrustFact } from '../../../server/identity/trustList.ts'
import { say } from '../app/words.ts'
import { Differences } from '../pieces/Differences.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { ProofButton } from '../pieces/ProofButton.tsx'
import { type Changed, shownDifference } from './authority.ts'

const headOf = (fact: TrustFact): [what: string, who: string, about: string] => {
  switch (fact.type) {
    case 'trust.founded': {
      const names = fact.data.authorities.map(({ name }) => name).join(say('、', ', '))
      return [say('列表建立', 'list founded'), '', names]
    }
    case 'trust.proposed': {
      const { put, remove, by } = fact.data
      const about = put ? `${put.name} ${put.id}` : (remove ?? '')
      return [put ? say('提出列入或变更', 'proposed') : say('提出移出', 'proposed to take off'), by.name, about]
    }
    case 'trust.confirmed':
      return [say('确认生效', 'confirmed'), fact.data.by.name, '']
    case 'trust.rejected':
      return [say('退回', 'given up'), whoGaveUp(fact), fact.data.reason]
  }
}

/** A name, and before such a change was signed the name alone. */
const whoGaveUp = ({ data: { by } }: Extract<TrustFact, { type: 'trust.rejected' }>): string =>
  typeof by === 'string' ? by : by.name

/** Every change of the list, the newest first, each a fact that anybody may check in the log. */
export function TrustHistory({ changes }: { changes: readonly Changed[] }) {
  return (
    <section className="sheet stack">
      <h2>{say('变更历史', 'History')}</h2>
      {(changes as TrustFact[]).map((fact) => {
        const [what, who, about] = headOf(fact)
        return (
          <div key={fact.id} className="stack-tight">
            <div>
              <b>{what}</b> {who} <Moment at={fact.at} /> <span className="quiet">{about}</span>{' '}
              <ProofButton fact={fact.id} />
            </div>
            {fact.type === 'trust.proposed' && (
              <details>
                <summary>{say('变更内容', 'What it alters')}</summary>
                <Differences exact lines={shownDifference(fact.data.difference)} />
              </details>
            )}
          </div>
        )
      })}
    </section>
  )
}
