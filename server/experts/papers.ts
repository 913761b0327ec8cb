import { memberDeclaration } from '../../templates/memberDeclaration.ts'
import { attestation } from '../documents/words.ts'
import { type Context, on } from '../ledger/command.ts'
import type { Fact } from '../ledger/event.ts'
import { factsOf } from '../ledger/store.ts'
import { layPaper } from '../papers/commands.ts'
import { tenderById } from '../tenders/store.ts'
import { type Declaration, PROMISE } from './contract.ts'
import { namedBidders } from './memberCommands.ts'
import { REPRESENTATIVE } from './panel.ts'
import { lawOf } from './panelCommands.ts'
import { InterestsDeclared, MemberCheckedIn } from './panelEvents.ts'
import { memberIdentity, panelByTender, panelStream } from './store.ts'

/** What a member signed about the bidders, opened. */
function declaredIn({ platform }: Pick<Context, 'platform'>, sealed: string): Declaration[] {
  const { statement } = JSON.parse(platform.vault.open('member', sealed)) as { statement: string }
  return (JSON.parse(statement) as { declarations: Declaration[] }).declarations
}

/** When a member checked in, the last time before it declared. */
async function arrivalOf({ platform }: Pick<Context, 'platform'>, tender: string, tag: string): Promise<number> {
  const facts = await factsOf(platform.database, panelStream(tender).name)
  const found = facts.findLast(
    ({ fact }) => fact.type === MemberCheckedIn.type && (fact.data as { tag: string }).tag === tag,
  )
  return found?.fact.at ?? 0
}

/** A member's sheet of arrival, promise and avoidance follows its declaration, for its signature. */
async function layDeclaration(context: Context, fact: Fact<string, { tender: string; tag: string; sealed: string }>) {
  const { platform } = context
  const { tender: id, tag, sealed } = fact.data
  const tender = await tenderById(context, id)
  const panel = await panelByTender(context, id)
  if (!tender || !panel) return
  const paper = async () => {
    const bidders = new Map((await namedBidders(context, tender)).map((one) => [one.tag, one.name]))
    const { name = '', employer = '' } = memberIdentity(platform, panel, tag) ?? {}
    const own = panel.seats.findLast((seat) => seat.tag === tag)?.stratum === REPRESENTATIVE
    const side = tender.track === 'G' ? '采购人代表' : '招标人代表'
    return memberDeclaration({
      ...attestation(platform, `tender=${id}`),
      code: `${tender.code}-SM-${tag.slice(0, 8)}`,
      tender: { code: tender.code, name: tender.name },
      of: { body: '评标委员会', before: '投标人' },
      meeting: panel.meeting,
      member: { name, employer, origin: own ? side : '随机抽取' },
      arrivedAt: await arrivalOf(context, id, tag),
      promise: PROMISE,
      declaredAt: fact.at,
      declarations: declaredIn(context, sealed).map(({ bidder, interest, reason }) => ({
        bidder: bidders.get(bidder) ?? '',
        avoid: interest === 'avoid',
        ...(reason ? { reason } : {}),
      })),
      article: lawOf(tender, fact.at).avoidance.article,
    })
  }
  const places = [{ field: 'member', role: 'expert' as const, party: tag }]
  const title = '评标委员会成员签到、承诺与回避声明'
  await layPaper(
    context,
    { tender: id, kind: 'declaration', key: fact.id, title, places, secret: true },
    paper,
    fact.at,
  )
}

export const declarationReactions = [on(InterestsDeclared, 'declarationPaper', layDeclaration)]
