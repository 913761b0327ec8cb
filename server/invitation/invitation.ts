import { hex } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import { sha256 } from '../../crypto/digest.ts'
import { type DrawRules, drawOrder, type Entry } from '../../crypto/draw.ts'
import type { Transcript } from '../../crypto/transcript.ts'
import { PARTIES } from '../experts/contract.ts'
import type { Draw } from '../experts/draw.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Candidate, ListSource } from './contract.ts'
import {
  CandidatesListed,
  type InvitationFact,
  type InvitationHappening,
  InviteesDrawn,
  InviteesFixed,
} from './events.ts'
import { type DrawRecord, evolvePapers, type InvitationLetter } from './letters.ts'

const refuse = refusals({
  NOT_BY_INVITATION: { status: 409, zh: '本标段不是邀请招标', en: 'this tender is not by invitation' },
  INVITATION_STAGE: {
    status: 409,
    zh: '受邀请人须在发出招标文件前确定；实行资格预审的，须在资格预审结束后',
    en: 'invitees are fixed before the document goes out, and after the prequalification where there is one',
  },
  INVITEES_FIXED: { status: 409, zh: '受邀请人已确定，不得更改', en: 'the invitees are fixed and cannot be changed' },
  INVITATION_SOURCE: {
    status: 422,
    zh: '名单的产生方式不是法定方式',
    en: 'the list does not come about in a way of the law',
  },
  INVITEES_FEW: { status: 422, zh: '受邀请人少于法定数量', en: 'fewer are invited than the law asks' },
  LIST_SHORT: {
    status: 422,
    zh: '备选供应商总数少于拟抽取数量的法定倍数',
    en: 'the list is shorter than the law’s multiple of those to be drawn',
  },
  CANDIDATE_TWICE: { status: 422, zh: '名单中有重复的单位', en: 'an organisation stands on the list twice' },
  CANDIDATE_OF_TENDER: {
    status: 422,
    zh: '招标人、代理机构和监督部门不能列入名单',
    en: 'tenderer, agent and supervisor do not stand on the list',
  },
  RECOMMENDATION_REASON: {
    status: 422,
    zh: '书面推荐的供应商须写明推荐理由',
    en: 'who is recommended comes with the reason',
  },
  LIST_MISSING: { status: 409, zh: '尚未确定备选名单', en: 'there is no list yet' },
  NOTHING_TO_DRAW: {
    status: 409,
    zh: '本标段由招标人选定受邀请人，不抽取',
    en: 'here the tenderer chooses: nobody draws',
  },
  DRAW_RUNS: { status: 409, zh: '上一次抽取尚未结束', en: 'the draw before is not over' },
  WITNESSES_FEW: {
    status: 422,
    zh: '随机抽取时到场监督的采购人工作人员少于法定人数',
    en: 'fewer of the purchaser’s staff watch the draw than the law asks',
  },
})

/** The list of those who may be invited, the draw, and the letters. */
export interface Invitation {
  tender: string
  source: ListSource
  candidates: { tag: string; sealed: string }[]
  wanted: number
  draw: { id: string; number: number; witnesses: string[] } | null
  invited: string[] | null
  transcript: string | null
  fixedAt: number | null
  /** by tag */
  letters: Record<string, InvitationLetter>
  /** the record of the draw, and who signed it; absent before it is made */
  record?: DrawRecord
}

/** The only place where an invitation changes. */
export function evolve(before: Invitation | undefined, fact: InvitationFact): Invitation {
  if (fact.type === 'invitation.listed') {
    const { tender, source, candidates, wanted } = fact.data
    const blank = { draw: null, invited: null, transcript: null, fixedAt: null, letters: {} }
    return { tender, source, candidates, wanted, ...blank, draw: before?.draw ?? null }
  }
  if (!before) throw new Error(`${fact.type} before the list`)
  switch (fact.type) {
    case 'invitation.drawAsked': {
      const { draw: id, number, witnesses } = fact.data
      return { ...before, draw: { id, number, witnesses } }
    }
    case 'invitation.fixed': {
      const { invited, transcript, at } = fact.data
      return { ...before, invited, transcript, fixedAt: at }
    }
    default:
      return { ...before, ...evolvePapers(before, fact) }
  }
}

/** Refuses what comes too early or too late for a list of invitees. */
export function choosing(tender: Tender, before: Invitation | undefined): void {
  if (tender.method !== 'invited') throw refuse('NOT_BY_INVITATION')
  const stage = tender.prequalification ? 'prequalified' : 'draft'
  if (tender.stage !== stage) throw refuse('INVITATION_STAGE', { stage: tender.stage })
  if (before?.invited) throw refuse('INVITEES_FIXED', { at: before.fixedAt })
}

type Law = Pick<
  Rulebook,
  'invitationChoice' | 'invitationPool' | 'fewestInvited' | 'invitationWitnesses' | 'recommendedPublished'
>

/** Refuses a way that the law does not know for this tender. */
function lawfulSource(tender: Tender, source: ListSource, law: Law): void {
  const pool = law.invitationPool.value
  const drawn = pool !== 'none'
  const applied = tender.prequalification !== undefined
  const known = drawn ? source !== 'tenderer' && pool.sources.includes(source) : source === 'tenderer'
  if (!known || applied !== (source === 'prequalification'))
    throw refuse('INVITATION_SOURCE', { source }, law.invitationPool)
}

/** Refuses a list that the law would not draw from, or invite. */
export function checkList(
  tender: Tender,
  of: { source: ListSource; candidates: readonly Candidate[]; wanted: number },
  law: Law,
): void {
  const { source, candidates, wanted } = of
  lawfulSource(tender, source, law)
  const codes = candidates.map(({ code }) => code)
  if (new Set(codes).size !== codes.length) throw refuse('CANDIDATE_TWICE')
  const own = [tender.tenderer.code, tender.agent?.code, tender.supervisor.code]
  if (codes.some((code) => own.includes(code))) throw refuse('CANDIDATE_OF_TENDER')
  const fewest = law.fewestInvited.value
  if (wanted < fewest || candidates.length < wanted)
    throw refuse('INVITEES_FEW', { wanted, listed: candidates.length, fewest }, law.fewestInvited)
  const pool = law.invitationPool.value
  const times = pool !== 'none' && source !== 'prequalification' ? pool.timesDrawn : 1
  if (candidates.length < times * wanted)
    throw refuse('LIST_SHORT', { listed: candidates.length, least: times * wanted }, law.invitationPool)
  if (source === 'recommendation' && candidates.some(({ reason }) => !reason))
    throw refuse('RECOMMENDATION_REASON', {}, law.recommendedPublished)
}

/**
 * Fixes the list; where nobody draws, the list are the invitees.
 *
 * @param of.sealed the candidates as the ledger keeps them, in the order of their tags
 */
export function listCandidates(
  tender: Tender,
  before: Invitation | undefined,
  of: {
    source: ListSource
    candidates: readonly Candidate[]
    sealed: { tag: string; sealed: string }[]
    wanted: number
    running: boolean
    signature: Signature
  },
  law: Law,
  now: number,
): InvitationHappening[] {
  choosing(tender, before)
  if (of.running) throw refuse('DRAW_RUNS')
  checkList(tender, of, law)
  const { source, sealed: candidates, wanted, signature } = of
  const listed = CandidatesListed({ tender: tender.id, source, candidates, wanted, at: now, signature })
  if (law.invitationChoice.value === 'random') return [listed]
  const invited = candidates.map(({ tag }) => tag)
  const { article } = law.fewestInvited
  return [listed, InviteesFixed({ tender: tender.id, invited, transcript: null, article, at: now })]
}

const STRATUM = 'invitee'

/** The rules of a draw of invitees: so many of the list, the same chance for each, nobody passed over. */
export const inviteeRules = (tender: Pick<Tender, 'id'>, draw: string, of: Invitation): DrawRules => ({
  text: canonical({ draw, tender: tender.id, purpose: 'invitation', source: of.source, wanted: of.wanted }),
  register: hex(sha256(canonicalBytes(of.candidates.map(({ tag }) => tag)))),
  parties: [...PARTIES],
  wanted: { [STRATUM]: of.wanted },
  exclusions: [],
  reasons: [],
})

/** The candidates under pseudonyms of this draw alone. */
export const candidateEntries = (of: Invitation, pidOf: (tag: string) => string): Entry[] =>
  of.candidates.map(({ tag }) => ({ pid: pidOf(tag), stratum: STRATUM, specialty: '', region: '', employer: '' }))

/** Asks for a draw of the invitees: the first, or the next where the one before failed. */
export function askForInvitees(
  tender: Tender,
  before: Invitation | undefined,
  of: { running: boolean; witnesses: string[]; signature: Signature },
  law: Law,
): { draw: string; number: number; invitation: Invitation; facts: InvitationHappening[] } {
  choosing(tender, before)
  if (law.invitationChoice.value !== 'random') throw refuse('NOTHING_TO_DRAW', {}, law.invitationChoice)
  if (!before) throw refuse('LIST_MISSING')
  if (of.running) throw refuse('DRAW_RUNS')
  const witnesses = [...new Set(of.witnesses)]
  if (witnesses.length < law.invitationWitnesses.value)
    throw refuse('WITNESSES_FEW', { least: law.invitationWitnesses.value }, law.invitationWitnesses)
  const number = (before.draw?.number ?? 0) + 1
  const draw = `${tender.id}.i${number}`
  const { article } = law.invitationChoice
  const { signature } = of
  const facts = [InviteesDrawn({ tender: tender.id, draw, number, witnesses, article, signature })]
  return { draw, number, invitation: before, facts }
}

/** The pids that were drawn: the first tickets, as many as are wanted. */
export function drawnPids(of: Invitation, draw: Pick<Draw, 'seed' | 'entries'>): string[] {
  return draw.seed ? (drawOrder(draw.seed, draw.entries).get(STRATUM) ?? []).slice(0, of.wanted) : []
}

/** How far the list was called, as a transcript says it. */
export const inviteeCalls = (pids: readonly string[]): Transcript['calls'] => ({
  [STRATUM]: pids.map((pid) => ({ pid, outcome: 'drawn' as const })),
})
