import { validityAnswer, validityRequest } from '../../templates/validityPapers.ts'
import { unitsOf } from '../bids/consortium.ts'
import { attestation } from '../documents/words.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, on } from '../ledger/command.ts'
import { layPaper } from '../papers/commands.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { ValidityAnswered, ValidityAsked } from '../tenders/validityEvents.ts'
import { openingOf } from './store.ts'

type Asked = Parameters<typeof ValidityAsked>[0]
type Answered = Parameters<typeof ValidityAnswered>[0]

/** The tender, how its papers begin, and its bidders by name, with all members of a consortium. */
async function about(context: Context, { tender: id, to }: { tender: string; to: string }) {
  const tender = await tenderById(context, id)
  const { bids = {} } = (await openingOf(context.platform, id)) ?? {}
  if (!tender?.published) return undefined
  const law = rulebook(tender.published.rulebook)
  const said = {
    ...{ ...attestation(context.platform, `tender=${id}`), tender: { code: tender.code, name: tender.name }, to },
    ...{ track: tender.track, tenderer: tender.tenderer.name, article: law.validityExtension.article },
  }
  const nameOf = (tag: string): string => {
    const bid = bids[tag]
    return (bid ? unitsOf(bid) : []).map(({ name }) => name).join('、')
  }
  return { tender, law, said, nameOf }
}

const numberOf = ({ code }: Tender, to: string): string => `${code}-YX-${to.replaceAll('-', '')}`

/** The request as a paper, for the tenderer's signature; everybody may read it. */
async function layRequest(context: Context, data: Asked, at: number): Promise<void> {
  const of = await about(context, data)
  if (!of) return
  const { tender, law, said, nameOf } = of
  const { from, reason, answerBy, asked, to } = data
  const { kinds, bidders: least } = law.fewestExtended.value
  const few = kinds.includes(tender.kind)
    ? { few: `同意延长的投标人少于 ${least} 个的，依法重新招标（${law.fewestExtended.article}）。` }
    : {}
  const silence = `原投标有效期届满前未答复的，视为拒绝延长（${law.validitySilence.article}）。`
  const places = [{ field: 'tenderer', role: 'tenderer' as const, party: tender.tenderer.code }]
  const laid = {
    tender: tender.id,
    kind: 'validityRequest',
    key: to,
    title: '延长投标有效期的请求',
    places,
    open: true,
  }
  const paper = () =>
    validityRequest({
      ...{ ...said, code: numberOf(tender, to), from, reason, askedAt: at, answerBy, silence, ...few },
      bidders: asked.map(nameOf),
    })
  await layPaper(context, laid, paper, at)
}

/** A bidder's answer as a paper, for its own signature. */
async function layAnswer(context: Context, { tag, to, agrees, ...data }: Answered, at: number): Promise<void> {
  const of = await about(context, { ...data, to })
  if (!of) return
  const { tender, said, nameOf } = of
  const places = [{ field: 'bidder', role: 'bidder' as const, party: tag }]
  const what = { kind: 'validityAnswer', key: `${to}-${tag}`, title: '延长投标有效期的答复' }
  const code = `${numberOf(tender, to)}-${tag.slice(0, 8)}`
  const paper = () => validityAnswer({ ...said, code, bidder: nameOf(tag), agrees, answeredAt: at })
  await layPaper(context, { tender: tender.id, ...what, places }, paper, at)
}

export const validityPaperReactions = [
  on(ValidityAsked, 'validityRequest', (context, { data, at }) => layRequest(context, data, at)),
  on(ValidityAnswered, 'validityAnswer', (context, { data, at }) => layAnswer(context, data, at)),
]
