import { say } from '../app/words.ts'
import { SealedPdf } from '../pieces/SealedPdf.tsx'
import type { SigningPlace } from './contract.ts'
import { signPaper } from './papers.ts'

/** The contract's paper as a member of the consortium that won sees it. */
export interface ToSignJointly {
  sha256: string | null
  /** the place of the one at this screen */
  field: string
  mine: boolean
  places: SigningPlace[]
  article: string
}

const isMember = ({ field }: SigningPlace): boolean => field.startsWith('member-')
/** Whether a consortium signs. */
export const joins = (places: readonly SigningPlace[]): boolean => places.some(isMember)
/** Whether a member beside the leader has still to sign. */
export const waitsForMembers = (places: readonly SigningPlace[]): boolean =>
  places.some((one) => isMember(one) && one.at === null)

function nameOf({ field, name }: SigningPlace, buyer: string): string {
  if (field === 'tenderer') return buyer
  if (field === 'winner') return say(`${name}（牵头人）`, `${name} (leader)`)
  return name ?? ''
}

/** Who has signed the text of a contract with a consortium, and who has not. */
export function Places({ of, buyer }: { of: readonly SigningPlace[]; buyer: string }) {
  const named = (some: readonly SigningPlace[]) => some.map((one) => nameOf(one, buyer)).join(say('、', ', '))
  const done = of.filter(({ at }) => at !== null)
  const open = of.filter(({ at }) => at === null)
  return (
    <div className="stack-tight">
      {done.length > 0 && (
        <span className="good">
          {say('已签署合同文本：', 'have signed the text: ')}
          {named(done)}
        </span>
      )}
      {open.length > 0 && (
        <span className="sun">
          {say('尚待签署合同文本：', 'still to sign the text: ')}
          {named(open)}
        </span>
      )}
    </div>
  )
}

/** The contract for a member of the consortium that won: its text, who has signed, and the place for its own signature. */
export function JointContract({
  tender,
  of,
  buyer,
  onSigned,
}: {
  tender: string
  of: ToSignJointly
  buyer: string
  onSigned: () => void
}) {
  const seal = async (): Promise<void> => {
    await signPaper(tender, 'contract')
    onSigned()
  }
  return (
    <section className="sheet stack" id="joint-contract">
      <h2>{say('联合体共同签订合同', 'The contract, signed by the whole consortium')}</h2>
      <p className="quiet">
        {say(
          `贵单位为中标联合体的成员，联合体各方应当共同签订合同，承担连带责任（${of.article}）。`,
          `You are a member of the consortium that won: all its members sign the contract (${of.article}).`,
        )}
      </p>
      {of.sha256 ? (
        <>
          <SealedPdf
            href={`/tenders/${tender}/contract.pdf`}
            title={say('合同文本', 'Text of the contract')}
            signed={of.mine ? [say('我方', 'we')] : []}
            at={of.places.find(({ field }) => field === of.field)?.at ?? undefined}
            seal={of.mine ? undefined : seal}
          />
          <Places of={of.places} buyer={buyer} />
        </>
      ) : (
        <p>{say('合同文本正在生成。', 'The text is being made.')}</p>
      )}
    </section>
  )
}
