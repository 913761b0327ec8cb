import { drawRecord } from '../../templates/drawRecord.ts'
import type { Paper } from '../../templates/layout.ts'
import { PARTIES } from '../../templates/parties.ts'
import { issuePaper } from '../documents/issue.ts'
import { attestation } from '../documents/words.ts'
import { type Context, command, on } from '../ledger/command.ts'
import { layPaper } from '../papers/commands.ts'
import type { Platform } from '../platform/platform.ts'
import { TenderMoved } from '../tenders/events.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Draw } from './draw.ts'
import { LEAVING_WORDS } from './leavings.ts'
import { type Panel, REPRESENTATIVE, type Seat } from './panel.ts'
import { DrawRecordIssued } from './panelEvents.ts'
import { drawById, memberIdentity, panelByTender, panelStream } from './store.ts'

const EXCLUSION: Record<string, string> = {
  'employer-tenderer': '在招标人单位任职',
  'employer-agent': '在招标代理机构任职',
  'employer-supervisor': '在监督部门任职',
  'employer-bidder': '在投标人单位任职',
  'drawn-before': '在先前抽取中已被通知',
}

/** The record of a panel's last draw, with the names of those who were called. */
export function recordPaper(
  platform: Pick<Platform, 'vault' | 'signer' | 'publicUrl'>,
  of: { tender: Tender; panel: Panel; draw: Draw },
): Paper {
  const { tender, panel, draw } = of
  const codes = [...new Set(draw.rules.exclusions.map((one) => one.code))]
  const excluded = new Set(draw.rules.exclusions.map((one) => one.pid))
  return drawRecord({
    ...{ track: tender.track, code: draw.id, tender },
    drawnAt: panel.seats[0]?.invitedAt ?? panel.meeting.at,
    panelSize: panel.members,
    representatives: panel.members - panel.strata.reduce((sum, stratum) => sum + stratum.seats, 0),
    strata: panel.strata.map(({ id, region, specialty, seats }) => ({
      name: `${region} ${specialty}`,
      wanted: seats,
      eligible: draw.entries.filter((one) => one.stratum === id && !excluded.has(one.pid)).length,
    })),
    avoided: codes.map((code) => ({
      rule: EXCLUSION[code] ?? code,
      count: draw.rules.exclusions.filter((one) => one.code === code).length,
    })),
    experts: panel.seats
      .filter(({ stratum }) => stratum !== REPRESENTATIVE)
      .map((seat, i) => called(platform, panel, seat, i + 1)),
    root: draw.root,
    seed: draw.seed ?? '',
    rules: `规则哈希 ${draw.rulesHash}`,
    parties: draw.parties.map(({ role }) => ({
      name: { tenderer: PARTIES[tender.track].tenderer, centre: '交易中心', supervisor: '监督人' }[role],
      commitment: draw.commitments[role]?.commitment ?? '',
      value: draw.values[role] ?? '',
    })),
    operator: tender.agent?.name ?? tender.tenderer.name,
    supervisor: tender.supervisor.name,
    ...attestation(platform, `tender=${tender.id}`),
  })
}

function called(platform: Pick<Platform, 'vault'>, panel: Panel, seat: Seat, order: number) {
  const { name = '', employer = '' } = memberIdentity(platform, panel, seat.tag) ?? {}
  const specialty = panel.strata.find((one) => one.id === seat.stratum)?.specialty ?? ''
  return { order, name, employer, specialty, outcome: seat.reason ? LEAVING_WORDS[seat.reason].zh : '应邀' }
}

const recorded = command(
  'panel.issueRecord',
  (e, input: { tender: string; file: string; sha256: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender, issued) => {
    const panel = await e.hold(panelStream(tender.id))
    if (!panel.record) await e.append(panelStream(tender.id), [DrawRecordIssued(issued)])
  },
)

/** Sets the record as a PDF when the result is out, then says where it is. */
async function issueRecord(context: Context, id: string): Promise<void> {
  const [tender, panel] = await Promise.all([tenderById(context, id), panelByTender(context, id)])
  const draw = panel && (await drawById(context, panel.draw))
  if (!tender || !panel || !draw) return
  const paper = recordPaper(context.platform, { tender, panel, draw })
  const issued = panel.record ?? (await issuePaper(context.platform, `draws/${id.toLowerCase()}`, paper, context.now))
  await recorded.run(context, { tender: id, ...issued })
  const operator = tender.agent
    ? { role: 'agent' as const, party: tender.agent.code }
    : { role: 'tenderer' as const, party: tender.tenderer.code }
  const places = [
    { field: 'operator', ...operator },
    { field: 'supervisor', role: 'supervisor' as const, party: tender.supervisor.code },
  ]
  const laid = { tender: id, kind: 'drawRecord', key: panel.draw, title: '评标专家抽取记录', places }
  await layPaper(context, laid, () => issued, context.now)
}

export const recordReactions = [
  on(TenderMoved, 'drawRecord', async (context, fact) => {
    if (fact.data.stage === 'awarded') await issueRecord(context, fact.data.tender)
  }),
]
