import type { Relations } from '../../../server/bids/contract.ts'
import { say } from '../app/words.ts'

/** What a bidder says of its relations, as typed; `head` empty where it says nothing. */
export interface TypedRelations {
  head: string
  /** who holds and who manages it, a line each: name, and code where there is one */
  holders: string
  managers: string
}

export const NO_RELATIONS: TypedRelations = { head: '', holders: '', managers: '' }

/** What is wrong with it: who is held or managed also has a head. */
export const relationsDefects = ({ head, holders, managers }: TypedRelations): { head?: string } =>
  !head.trim() && (holders.trim() || managers.trim())
    ? { head: say('请填写单位负责人', 'name who heads the bidder') }
    : {}

/** The relations as they are sealed, where there are any. */
export const relationsOf = ({ head, holders, managers }: TypedRelations): { relations?: Relations } =>
  head.trim()
    ? { relations: { head: head.trim().slice(0, 60), holders: linesOf(holders), managers: linesOf(managers) } }
    : {}

const CODE = /\s*[（(]?\b([0-9A-HJ-NPQRTUWXY]{18})\b[)）]?$/

/** Names, a line each, with a credit code behind it where there is one. */
const linesOf = (lines: string): Relations['holders'] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, 50)
    .map((line) => {
      const [, code] = CODE.exec(line) ?? []
      const name = line.replace(CODE, '').trim().slice(0, 100)
      return { name: name || line, ...(code ? { code } : {}) }
    })
