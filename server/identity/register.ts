import { refusals } from '../law/refusal.ts'
import { type Person, samePerson } from './person.ts'

const refuse = refusals({
  REGISTER_WAITS: { status: 409, zh: '已有一项变更待复核', en: 'another change waits to be decided' },
  REGISTER_SAME: { status: 409, zh: '登记内容没有变化', en: 'nothing would change' },
  REGISTER_UNKNOWN: { status: 404, zh: '没有登记该单位', en: 'there is no such entry' },
  REGISTER_NOTHING_WAITS: { status: 404, zh: '没有待复核的变更', en: 'no such change waits' },
  REGISTER_ANOTHER_PERSON: {
    status: 403,
    zh: '须由提出人以外的另一人复核，更换证书也不行',
    en: 'another person decides than the one who proposed it, with whatever certificate',
  },
})

/** What one person signed, for the fact that keeps it. */
interface Signature {
  statement: string
  cms: string
  certificate: string
}

/** A register that two people change: what is entered, and the change that waits for the second. */
export interface Register<Entry, Change> {
  entries: Entry[]
  proposal: { id: string; change: Change; by: Person; at: number } | null
}

/** A change as its first person signed it. */
export interface Proposed<Change> {
  id: string
  change: Change
  by: Person
  signature: Signature
}

/** The word of the second person. */
export interface Decided {
  id: string
  take: boolean
  by: Person
  signature: Signature
}

/** What one register is about. */
interface Definition<Entry extends { code: string }, Change> {
  /** the organisation that a change is about */
  codeOf(change: Change): string
  /** whether it takes the entry out of force */
  ends(change: Change): boolean
  /** whether it says what stands there already */
  same(entry: Entry, change: Change): boolean
  /** the entry as it stands once the change is taken */
  entered(change: Change, before: Entry | undefined, at: number): Entry
}

/** The change that waits; refuses another. */
function waiting<E, C>(register: Register<E, C> | undefined, id: string): NonNullable<Register<E, C>['proposal']> {
  if (register?.proposal?.id !== id) throw refuse('REGISTER_NOTHING_WAITS')
  return register.proposal
}

/** Refuses whoever proposed it, with whatever certificate. */
function mayDecide<E, C>(register: Register<E, C> | undefined, { id, by }: Pick<Decided, 'id' | 'by'>): void {
  if (samePerson(waiting(register, id).by, by)) throw refuse('REGISTER_ANOTHER_PERSON')
}

/** The rules of a register that two people change: one proposes, another takes it or turns it down, one change at a time. */
export function registerOf<Entry extends { code: string }, Change>(of: Definition<Entry, Change>) {
  type State = Register<Entry, Change>
  const entryOf = (register: State | undefined, code: string): Entry | undefined =>
    register?.entries.find((one) => one.code === code)
  return {
    ...{ waiting: waiting<Entry, Change>, mayDecide: mayDecide<Entry, Change> },
    /** Refuses a change while another waits, one that changes nothing, and the end of what is not there. */
    mayPropose(register: State | undefined, change: Change): void {
      if (register?.proposal) throw refuse('REGISTER_WAITS', { proposal: register.proposal.id })
      const before = entryOf(register, of.codeOf(change))
      if (!before && of.ends(change)) throw refuse('REGISTER_UNKNOWN')
      if (before && of.same(before, change)) throw refuse('REGISTER_SAME')
    },
    /** The register with a change that waits. */
    proposed: (before: State | undefined, one: Omit<Proposed<Change>, 'signature'>, at: number): State => ({
      entries: before?.entries ?? [],
      proposal: { id: one.id, change: one.change, by: one.by, at },
    }),
    /** The register once the change that waited was taken or turned down. */
    decided(before: State | undefined, take: boolean, at: number): State {
      const { entries, proposal } = before ?? { entries: [], proposal: null }
      if (!take || !proposal) return { entries, proposal: null }
      const code = of.codeOf(proposal.change)
      const entered = of.entered(proposal.change, entryOf(before, code), at)
      return { entries: [...entries.filter((one) => one.code !== code), entered], proposal: null }
    },
  }
}
