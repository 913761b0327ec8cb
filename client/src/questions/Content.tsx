import type { AmendedTerms, Draft } from '../../../server/tenders/contract.ts'
import { TEXT_IDS } from '../../../server/tenders/texts.ts'
import { say } from '../app/words.ts'
import { YuanField } from '../pieces/TextFields.tsx'
import { CriteriaParts } from '../tenders/Criteria.tsx'
import { BondAndRemedy, Texts } from '../tenders/DocumentEditor.tsx'
import type { DraftPart } from '../tenders/useDraft.ts'

/** What an addendum says instead of a part of the draft: what is taken away there is `null` here. */
const amendedBy = (part: DraftPart): AmendedTerms =>
  Object.fromEntries(Object.entries(part).map(([name, value]) => [name, value ?? null]))

/** Texts without those that are empty: a text that was emptied is gone. */
const written = (texts: Draft['texts'] = {}): Draft['texts'] =>
  Object.fromEntries(TEXT_IDS.flatMap((id) => (texts[id]?.trim() ? [[id, texts[id]]] : [])))

/** The parts of the tender document that an addendum may change: deposit and bond, the criteria, the texts. */
export function Content(of: { id: string; draft: Draft; onChange: (terms: AmendedTerms) => void }) {
  const { id, draft } = of
  const change = (part: DraftPart): void =>
    of.onChange('texts' in part ? { texts: written(part.texts) } : amendedBy(part))
  return (
    <>
      <details>
        <summary>{say('投标保证金、履约保证金、投标有效期与解密补救', 'Deposit, bond, validity, remedy')}</summary>
        <div className="fields">
          <YuanField
            label={say('投标保证金（0 为不收取）', 'Deposit (0: none)')}
            fen={draft.deposit}
            onFen={(deposit) => change({ deposit })}
          />
          <BondAndRemedy draft={draft} change={change} />
        </div>
      </details>
      <details>
        <summary>{say('评标办法', 'Criteria')}</summary>
        <CriteriaParts id={id} draft={draft} change={change} amending />
      </details>
      <details>
        <summary>{say('招标文件正文', 'Texts of the document')}</summary>
        <Texts draft={draft} change={change} />
      </details>
    </>
  )
}
