import { expect } from 'chai'
import type { Rule, Rulebook } from '../../server/law/rulebook.ts'

/** A rule as the article states it: its name in the rulebook, the article, the value. */
export type Row = [key: keyof Rulebook, article: string, value: unknown]

/** A rule outside the rulebook: the rule, the article, the value. */
export type Loose = [found: Rule<unknown>, article: string, value: unknown]

/** One test a row. */
export function rulebookStates(book: Rulebook, rows: Row[]): void {
  for (const [key, article, value] of rows) {
    it(`${article}: ${key}`, () => {
      expect(book[key]).to.deep.include({ article, value })
    })
  }
}

/** One test a rule. */
export function rulesState(rows: Loose[]): void {
  for (const [found, article, value] of rows) {
    it(`${article}: ${JSON.stringify(value)}`, () => {
      expect(found).to.deep.include({ article, value })
    })
  }
}

/** What electronic tendering says, in both tracks. */
export const electronicRows: Row[] = [
  ['platformAddress', '《电子招标投标办法》第十七条', 'inTheNotice'],
  ['freeDownload', '《电子招标投标办法》第二十条', 'noPrecondition'],
  ['downloadSecrecy', '《电子招标投标办法》第二十一条', 'untilDeadline'],
  ['addendumTold', '《电子招标投标办法》第二十二条', 'everyHolder'],
  ['operatorMayBid', '《电子招标投标办法》第二十三条', false],
  ['unencryptedBids', '《电子招标投标办法》第二十六条', 'refused'],
  ['lateBids', '《电子招标投标办法》第二十七条', 'refused'],
  ['incompleteBids', '《电子招标投标办法》第二十七条', 'withdrawn'],
  ['receipt', '《电子招标投标办法》第二十七条', 'atOnce'],
  ['bidSecrecy', '《电子招标投标办法》第二十七条', 'untilDeadline'],
  ['unsealing', '《电子招标投标办法》第三十条', 'tendererAndBidders'],
  ['unsealingFailure', '《电子招标投标办法》第三十一条', { bidder: 'revoked', other: 'withdrawn', othersGoOn: true }],
  ['openingRecord', '《电子招标投标办法》第三十二条', 'public'],
  ['evaluationVenue', '《电子招标投标办法》第三十三条', 'watchedAndClosed'],
  ['reportChannel', '《电子招标投标办法》第三十四条', 'platform'],
  ['objectionChannel', '《电子招标投标办法》第三十九条', 'platform'],
  [
    'signedDocuments',
    '《电子招标投标办法》第四十条',
    ['notice', 'tenderDocument', 'addendum', 'bid', 'clarification', 'evaluationReport', 'awardNotice', 'contract'],
  ],
  ['operationLog', '《电子招标投标办法》第四十九条', ['time', 'address', 'person']],
  ['supervisionOrders', '《电子招标投标办法》第五十二条', 'carriedOut'],
]
