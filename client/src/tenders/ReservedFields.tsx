import { Radio } from 'antd'
import { dayOf } from '../../../server/law/periods.ts'
import { rulebookFor } from '../../../server/law/rulebook.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import { type Reserved, reservedInWords } from '../../../server/tenders/reserved.ts'
import { say } from '../app/words.ts'
import { PointsInput } from './Criteria.tsx'
import type { DraftPart } from './useDraft.ts'

type Way = '' | 'smallMedium' | 'small' | 'consortium' | 'subcontract'

const wayOf = (of: Reserved | undefined): Way => (!of ? '' : of.kind === 'whole' ? of.for : of.kind)

/** Whether the package is kept for small and medium enterprises, and how: then they earn no deduction besides. */
export function ReservedFields({ draft, change }: { draft: Draft; change: (part: DraftPart) => void }) {
  const law = rulebookFor(draft.track, dayOf(Math.max(draft.documentsFrom, 0)), draft.mandatory)
  if (law.reservedPackages.value === 'none') return null
  const least = law.leastSmallShare.value === 'none' ? 1 : law.leastSmallShare.value
  const choose = (way: Way): void => {
    if (way === '') change({ reserved: undefined })
    else if (way === 'small' || way === 'smallMedium') change({ reserved: { kind: 'whole', for: way } })
    else change({ reserved: { kind: way, share: least } })
  }
  const { reserved } = draft
  return (
    <section className="sheet stack">
      <h2>{say('预留份额', 'Kept for small and medium enterprises')}</h2>
      <Radio.Group
        value={wayOf(reserved)}
        onChange={({ target }) => choose(target.value)}
        options={[
          { value: '', label: say('不预留', 'not kept') },
          { value: 'smallMedium', label: say('专门面向中小企业', 'for small and medium enterprises') },
          { value: 'small', label: say('专门面向小型、微型企业', 'for small and micro enterprises') },
          { value: 'consortium', label: say('要求以联合体形式预留份额', 'a share by consortium') },
          { value: 'subcontract', label: say('要求分包预留份额', 'a share by subcontract') },
        ]}
      />
      {reserved && reserved.kind !== 'whole' && (
        <PointsInput
          label={say('份额 %', 'share %')}
          of={reserved.share}
          onChange={(share) => change({ reserved: { ...reserved, share } })}
        />
      )}
      {reserved && <p className="prose">{reservedInWords(reserved)}</p>}
      <span className="quiet">
        {say('预留的采购包不再给予小微企业价格扣除', 'a kept package gives small enterprises no deduction')} ·{' '}
        {law.reservedDeduction.article}
      </span>
    </section>
  )
}
