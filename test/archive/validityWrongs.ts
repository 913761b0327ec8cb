import { WinnerFixed } from '../../server/award/events.ts'
import { instantOf } from '../../server/law/periods.ts'
import { ValidityAnswered, ValidityAsked, ValidityEnded } from '../../server/tenders/validityEvents.ts'
import { add, both, type Doctor } from './doctors.ts'
import { best, second, signature, tags, third } from './lawfulLog.ts'

/** The bids of the lawful course are valid until 7 July: 90 days from the deadline. */
const OLD = '2026-07-07'
const NEW = '2026-08-31'
const before = instantOf('2026-04-18T10:00')
type Asked = Parameters<typeof ValidityAsked>[0]

const asked = (what: Partial<Asked> = {}, when = before): Doctor => {
  const said = { from: OLD, to: NEW, answerBy: instantOf('2026-07-07T23:59:59.999'), reason: '异议处理', article: '' }
  const fact = ValidityAsked({ tender: 'tender-1', ...said, asked: [...tags], signature: signature(), ...what })
  return add('before', WinnerFixed, when, fact)
}
const answered = (tag: string, agrees: boolean, when = before, cms = 'AAAA'): Doctor => {
  const said = { tender: 'tender-1', tag, to: NEW, agrees, signature: { ...signature(), cms } }
  return add('before', WinnerFixed, when, ValidityAnswered(said))
}
const ended = (...lapsed: string[]): Doctor =>
  add(
    'before',
    WinnerFixed,
    before,
    ValidityEnded({
      ...{ tender: 'tender-1', from: OLD, to: NEW, left: tags.length - lapsed.length, article: '' },
      lapsed: lapsed.map((tag) => ({ tag, how: 'refused' as const })),
    }),
  )

/** A longer validity that was not asked for, or not answered, as the law has it. */
export const validityWrongs: Record<string, [string, Doctor][]> = {
  'validity.extended': [
    ['one bidder was not asked', asked({ asked: [best, second] })],
    ['nobody signed the request', asked({ signature: { ...signature(), cms: '' } })],
    ['it was asked for a millisecond after the old last day', asked({}, instantOf('2026-07-08T00:00'))],
    ['it ends no later', asked({ to: OLD })],
    ['it names another old last day', asked({ from: '2026-07-06' })],
    ['nobody asked for what was answered', answered(best, true)],
    ['a bidder answered twice', both(asked(), answered(second, false), answered(second, true))],
    ['a bidder answered after the old last day', both(asked(), answered(second, true, instantOf('2026-07-08T00:00')))],
    ['an answer is unsigned', both(asked(), answered(second, true, before, ''))],
    ['a bid that was valid no longer was awarded', both(asked(), answered(best, false), ended(best))],
  ],
}

/** What the law lets pass. */
export const lawfulValidity: [string, Doctor][] = [
  ['on the last millisecond of the old last day', asked({}, instantOf('2026-07-07T23:59:59.999'))],
  ['two agree, one refuses, and the first in rank wins', both(asked(), answered(best, true), answered(third, false))],
]
