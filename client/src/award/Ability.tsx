import { Button, Select } from 'antd'
import { useState } from 'react'
import { rulebook } from '../../../server/law/rulebook.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say, sayBoth } from '../app/words.ts'
import { Deed } from '../pieces/Deed.tsx'

/** A candidate changed or broke the law: the panel that evaluated looks at it again, before the award notice. */
export function Ability({
  tender,
  candidates,
  onDone,
}: {
  tender: Tender
  candidates: readonly { tag: string; name: string }[]
  onDone: () => void
}) {
  const { abilityReview } = rulebook(tender.published?.rulebook ?? '')
  const [ground] = abilityReview.value
  const [open, setOpen] = useState(false)
  const [candidate, setCandidate] = useState<string>()
  if (!ground) return null
  return (
    <section className="sheet stack" id="ability">
      <h2>{say('中标候选人情况变化时', 'Where a candidate has changed')}</h2>
      {open ? (
        <Deed
          what="award.reviewAbility"
          to={`/tenders/${tender.id}/award/ability`}
          about={{ tender: tender.id }}
          fields={{ candidate }}
          words={{
            as: 'reason',
            least: 4,
            hint: say('发生的变化或者违法行为，以及理由', 'what changed, and why it matters'),
          }}
          ready={candidate !== undefined}
          title={say('签名并请原评标委员会审查确认', 'Sign and send it back to the panel')}
          onDone={onDone}
          onCancel={() => setOpen(false)}
        >
          <p className="quiet">
            {sayBoth(ground)}
            {say(
              '的，由原评标委员会按照招标文件规定的标准和方法审查确认；本次公示失效，评审后重新公示。',
              ' The panel judges it by the document; this publicity is void and a new one follows.',
            )}
            {abilityReview.article}
          </p>
          <Select
            aria-label={say('中标候选人', 'candidate')}
            placeholder={say('选择中标候选人', 'choose a candidate')}
            value={candidate}
            onChange={setCandidate}
            options={candidates.map(({ tag, name }) => ({ value: tag, label: name }))}
          />
        </Deed>
      ) : (
        <div>
          <Button onClick={() => setOpen(true)}>
            {say('请原评标委员会审查确认…', 'Have the panel look at a candidate again…')}
          </Button>
        </div>
      )}
    </section>
  )
}
