import { mustPostpone } from '../../../law/checks.ts'
import type { Fact } from '../../../ledger/event.ts'
import { type Breach, broken, type Log, type Requirement, tenderOf } from './log.ts'

interface Amended {
  /** whether it may affect the making of bids */
  affects: boolean
}

/** The deadline in force after everything that was done at a moment: a forced postponement comes with its addendum. */
const deadlineAfter = ({ facts }: Log, at: number): number =>
  tenderOf({ facts: facts.filter((fact) => fact.at <= at) })?.deadline ?? 0

/** Addenda: facts by which a new version of the tender document was issued. */
const addenda = ({ facts }: Log): Fact<string, Amended>[] =>
  facts.filter(({ type }) => type === 'tender.amended') as Fact<string, Amended>[]

const postpones: Requirement = {
  id: 'addendum.postpones',
  zh: '可能影响投标文件编制的修改距截止不足法定期限的，顺延截止时间',
  en: 'an addendum that affects bids and comes late postpones the deadline',
  rule: (law) => law.postponement,
  judge: (log): Breach[] =>
    addenda(log).flatMap(({ at, data }) => {
      return data.affects && mustPostpone(at, deadlineAfter(log, at), log.law)
        ? [
            broken(
              at,
              '修改招标文件后未按规定顺延投标截止时间',
              'the tender document was amended late and the deadline stayed',
            ),
          ]
        : []
    }),
}

/** Changes of the tender document. */
export const addendumRequirements: readonly Requirement[] = [postpones]
